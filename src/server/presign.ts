import {
  GetObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
  type S3Client,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from '@aws-sdk/client-s3'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import type { WireTarget } from '../backends/s3/wire.ts'
import type { StoredFile } from './file-record.ts'
import { servedType } from './media-type.ts'
import { callStore } from './store-request.ts'

/** When a URL is signed and when it expires. Signatures have a resolution of one second. */
export type SignatureLifetime = { signingDate: Date; expiresIn: number; expiresAt: Date }

/**
 * The lifetime of a signature that is made now. It ends with the signer's credentials, if these are temporary.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html#PresignedUrl-Expiration
 */
export async function signatureLifetime(signer: S3Client, ttlSeconds: number): Promise<SignatureLifetime> {
  const { expiration } = await callStore('sign', () => signer.config.credentials())
  const now = Math.floor(Date.now() / 1000) * 1000
  const expiresAt = Math.min(now + ttlSeconds * 1000, expiration?.getTime() ?? Infinity)
  return { signingDate: new Date(now), expiresIn: ttlSeconds, expiresAt: new Date(expiresAt) }
}

/**
 * The client without its automatic checksums. By default, the SDK adds the CRC-32 of the body to each request, and a
 * presigned request has no body yet: the store would compare the browser's bytes with the checksum of an empty body.
 * Download URLs would have a parameter that requests checksums.
 *
 * @see https://github.com/aws/aws-sdk-js-v3/issues/6810
 */
export function withoutChecksums(s3: S3Client): S3Client {
  const config = {
    ...s3.config,
    requestChecksumCalculation: () => Promise.resolve('WHEN_REQUIRED' as const),
    responseChecksumValidation: () => Promise.resolve('WHEN_REQUIRED' as const),
  }
  return new Proxy(s3, {
    get: (client, name): unknown => (name === 'config' ? config : Reflect.get(client, name)),
  })
}

type HeaderRecord = Readonly<Record<string, string>>
type SignedRequest = { url: string; headers: Record<string, string>; expiresAt: Date }

/** An object that may be stored: exactly this key, type, length and metadata. */
type ObjectToStore = {
  bucket: string
  key: string
  contentType: string
  /** Bytes. */
  size: number
  metadata: Readonly<Record<string, string>>
  ttlSeconds: number
  /** Headers that bind the content's digest; of a `PUT` only. */
  checksumHeaders?: HeaderRecord | undefined
  /** Whether the store must not have an object of this key; of a `PUT` only. */
  isConditional?: boolean | undefined
}

/**
 * A presigned `PUT`. Type, metadata and length are signed headers: the store rejects a request that differs. A conditional
 * one succeeds once: it cannot replace a file that has been confirmed.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export async function signPut(signer: S3Client, object: ObjectToStore): Promise<WireTarget> {
  const { bucket, key, size, contentType, metadata, ttlSeconds, checksumHeaders, isConditional } = object
  const command = new PutObjectCommand({ Bucket: bucket, Key: key, ContentLength: size })
  const headers = {
    'content-type': contentType,
    ...(isConditional && { 'if-none-match': '*' }),
    ...metadataHeaders(metadata),
    ...checksumHeaders,
  }
  return { type: 'put', ...(await signRequest(signer, command, headers, ttlSeconds)) }
}

/** A form `POST` with a policy that allows exactly one object. */
export async function signPost(signer: S3Client, object: ObjectToStore): Promise<WireTarget> {
  const { expiresIn, expiresAt } = await signatureLifetime(signer, object.ttlSeconds)
  const { url, fields } = await callStore('sign', () =>
    createPresignedPost(signer, {
      Bucket: object.bucket,
      Key: object.key,
      Expires: expiresIn,
      Conditions: [['content-length-range', object.size, object.size]],
      // The SDK adds each of these fields to the policy's conditions.
      Fields: {
        'Content-Type': object.contentType,
        success_action_status: '204',
        ...metadataHeaders(object.metadata),
      },
    }),
  )
  return { type: 'post', url, fields, fileField: 'file', expiresAt }
}

/** A presigned `PUT` of one part. */
export async function signPart(
  signer: S3Client,
  part: {
    bucket: string
    key: string
    uploadId: string
    number: number
    size: number
    checksumHeaders: HeaderRecord
    ttlSeconds: number
  },
): Promise<SignedRequest> {
  const command = new UploadPartCommand({
    Bucket: part.bucket,
    Key: part.key,
    UploadId: part.uploadId,
    PartNumber: part.number,
    ContentLength: part.size,
  })
  return signRequest(signer, command, part.checksumHeaders, part.ttlSeconds)
}

/**
 * A URL that opens or downloads the file under its original name. It overrides the headers that the uploading client
 * could choose, since a header cannot be signed as absent: the response depends on nothing but what was validated.
 * `Cache-Control` takes precedence over `Expires`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax
 */
export async function signDownload(
  signer: S3Client,
  { bucket, file, ttlSeconds }: { bucket: string; file: StoredFile; ttlSeconds: number },
): Promise<{ url: string; urlExpiresAt: Date }> {
  const { expiresAt, ...lifetime } = await signatureLifetime(signer, ttlSeconds)
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: file.id,
    ResponseContentDisposition: contentDisposition(file.name, file.contentType),
    ResponseContentType: servedType(file.contentType).contentType,
    ResponseCacheControl: `private, max-age=${ttlSeconds}`,
    ResponseContentEncoding: file.contentEncoding && 'identity',
  })
  const url = await callStore('sign', () => getSignedUrl(signer, command, lifetime))
  return { url, urlExpiresAt: expiresAt }
}

type Command<I extends ServiceInputTypes, O extends ServiceOutputTypes> = Parameters<
  typeof getSignedUrl<ServiceInputTypes, I, O>
>[1]

/**
 * Signs a request that must be sent with exactly these headers: the store rejects one that differs. Headers that
 * middleware of the application's S3 client adds, such as `x-amz-server-side-encryption`, are signed too and returned.
 */
async function signRequest<I extends ServiceInputTypes, O extends ServiceOutputTypes>(
  signer: S3Client,
  command: Command<I, O>,
  headers: HeaderRecord,
  ttlSeconds: number,
): Promise<SignedRequest> {
  const { expiresAt, ...lifetime } = await signatureLifetime(signer, ttlSeconds)
  let sent: HeaderRecord = {}
  const unhoistableHeaders = new Set<string>()
  command.middlewareStack.add(
    (next) => (args) => {
      sent = setHeaders(args.request, headers)
      for (const name of Object.keys(sent)) unhoistableHeaders.add(name.toLowerCase())
      return next(args)
    },
    { step: 'build', priority: 'low' },
  )
  // By default, the SDK does not sign the content type, and moves `x-amz-` headers to the URL, where only S3 reads them.
  const options = { ...lifetime, signableHeaders: new Set(Object.keys(headers)), unhoistableHeaders }
  return callStore('sign', async () => {
    const url = await getSignedUrl(signer, command, options)
    return { url, headers: { ...headers, ...addedHeaders(url, headers, sent) }, expiresAt }
  })
}

// Browsers send these by themselves.
const implicitHeaders = ['host', 'content-length']

/** The headers that the signature covers besides `headers`. */
function addedHeaders(url: string, headers: HeaderRecord, sent: HeaderRecord): Record<string, string> {
  const signed = new URL(url).searchParams.get('X-Amz-SignedHeaders')?.split(';') ?? []
  const added = signed.filter((name) => !implicitHeaders.includes(name) && !Object.hasOwn(headers, name))
  return Object.fromEntries(
    added.map((name) => {
      const [, value] = Object.entries(sent).find(([key]) => key.toLowerCase() === name) ?? []
      // A customer's encryption key (SSE-C) must not reach browsers.
      if (value !== undefined && !/customer-key$/.test(name)) return [name, value]
      throw new Error(`The S3 client adds the header ${name}, which cannot be sent by a browser`)
    }),
  )
}

/** Sets headers of the SDK's request, and returns all its headers. */
function setHeaders(request: unknown, headers: HeaderRecord): HeaderRecord {
  const target: unknown = Reflect.get(Object(request), 'headers')
  if (!isHeaderRecord(target)) throw new Error('The SDK’s request has no headers')
  for (const [name, value] of Object.entries(headers)) {
    // The SDK's presigner overwrites the payload's hash with UNSIGNED-PAYLOAD; the accessor ignores that.
    if (name === 'x-amz-content-sha256')
      Object.defineProperty(target, name, { enumerable: true, get: () => value, set: () => {} })
    else Reflect.set(target, name, value)
  }
  return target
}

function isHeaderRecord(value: unknown): value is HeaderRecord {
  return typeof value === 'object' && value !== null
}

function metadataHeaders(metadata: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).map(([key, value]) => [`x-amz-meta-${key}`, value]))
}

/**
 * The `Content-Disposition` of a download, with the file's original name. Only types that cannot run scripts open in the
 * browser. HTML, SVG, scripts and other types are downloaded, so that uploaded content never runs on the bucket's origin.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6266
 */
export function contentDisposition(name: string, contentType: string): string {
  const { isInline } = servedType(contentType)
  const ascii = name.replace(/[^ -~]|["\\%]/gu, '_')
  const encoded = encodeURIComponent(name).replace(/['()*]/g, percentEncode)
  return `${isInline ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}

function percentEncode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}

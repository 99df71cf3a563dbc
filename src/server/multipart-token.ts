import * as z from 'zod/mini'
import { UploadError } from '../errors.ts'
import { fromBase64Url, toBase64Url } from './base64.ts'
import { isFileIdOf } from './file-id.ts'
import type { RequestContext, Settings } from './options.ts'
import { isPartSize } from './part-size.ts'

const Text = z.string()

/**
 * Everything that the stateless server needs to know about a multipart upload. The token is authenticated, so that size
 * and part count are those that were validated by `sign`, and the upload id is the store's.
 */
const MultipartToken = z.object({
  key: Text,
  /** The store's upload id. */
  uploadId: Text.check(z.minLength(1)),
  /** Bytes of the whole file. */
  size: z.int(),
  /** Bytes of every part but the last. */
  partSize: z.int(),
  contentType: Text,
  checksum: z.optional(z.enum(['md5', 'sha-256', 'crc32', 'crc64nvme'])),
  /** Whether the parts' SHA-256 is signed as their payload's hash, instead of a checksum that the store keeps. */
  signsPayloadHash: z.optional(z.boolean()),
  /** The file's record, which `resume-multipart` returns: the store does not reveal it before the upload is complete. */
  record: z.object({
    name: Text,
    relativePath: z.optional(Text),
    contentHash: z.optional(Text),
    metadata: z.optional(z.record(Text, Text)),
  }),
})
export type MultipartToken = z.infer<typeof MultipartToken>

// A key has at most 1024 bytes, the record's encoded metadata 2048; upload ids of stores have 20 to 300 characters.
const maxTokenLength = 16_384

/** Encodes the token for clients: JSON and its HMAC, both in base64url. */
export async function encodeToken({ tokenKey }: Settings, token: MultipartToken): Promise<string> {
  const payload = toBase64Url(new TextEncoder().encode(JSON.stringify(token)))
  return `${payload}.${await tokenKey.sign(payload)}`
}

/** Decodes a token of the owner; the same 404 for any other, whatever is wrong with it. */
export async function requireOwnedUpload(
  { keyPrefix, settings }: RequestContext,
  resumeToken: string,
): Promise<MultipartToken> {
  const upload = await parseToken(settings, resumeToken)
  const isOwned =
    upload !== undefined && isFileIdOf(keyPrefix, upload.key) && isPartSize(upload.partSize, upload.size)
  if (isOwned) return upload
  throw createUploadNotFoundError()
}

/** As `requireOwnedUpload`, for an upload that continues: the handler's options may have changed since it was signed. */
export async function requireOpenUpload(
  context: RequestContext,
  resumeToken: string,
): Promise<MultipartToken> {
  const { maxSize, checksum } = context.settings
  const upload = await requireOwnedUpload(context, resumeToken)
  // The checksum algorithm of an upload is fixed when it is created.
  const isSameChecksum =
    upload.checksum === checksum && (upload.signsPayloadHash ?? false) === signsPayloadHash(context.settings)
  if (!isSameChecksum) throw createUploadNotFoundError()
  if (upload.size <= maxSize) return upload
  const message = `The file has ${upload.size} bytes; the limit is ${maxSize}. Choose a smaller file.`
  throw new UploadError('too-large', message)
}

/** Whether the digest of parts is the payload's hash of their signature. */
export function signsPayloadHash({ checksum, signPayloadHash }: Settings): boolean {
  return checksum === 'sha-256' && signPayloadHash
}

/** The 404 of a multipart upload. */
export function createUploadNotFoundError(): UploadError {
  const message =
    'There is no such multipart upload: it was aborted, or the server no longer accepts it. Upload the file again.'
  return new UploadError('not-found', message, { status: 404 })
}

async function parseToken({ tokenKey }: Settings, resumeToken: string): Promise<MultipartToken | undefined> {
  if (resumeToken.length > maxTokenLength) return undefined
  const [payload = '', signature = ''] = resumeToken.split('.', 2)
  if (!(await tokenKey.verify(payload, signature))) return undefined
  const json: unknown = JSON.parse(new TextDecoder().decode(fromBase64Url(payload)))
  return MultipartToken.safeParse(json).data
}

import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  type CompletedPart,
  type ListPartsCommandInput,
  type ListPartsCommandOutput,
  type Part,
  type S3Client,
} from '@aws-sdk/client-s3'
import { toHex } from '../lib/hex.ts'
import type { Checksum } from '../model/upload-target.ts'
import { base64ToHex, hexToBase64, hexToBytes } from './base64.ts'
import type { StoredObject } from './s3-store.ts'
import { callStore, orNotFound, unquoteEtag } from './store-request.ts'

/** Identifies a multipart upload at the store. */
type StoreUpload = { key: string; uploadId: string }

/** A part that the store has received. */
export type StoredPart = {
  number: number
  size: number
  /** Without quotes. */
  etag: string
  /** Lower-case hex; present where the upload was created with an algorithm and the store lists the parts' checksums. */
  checksum?: string | undefined
}

/** How the bytes of an upload's parts are checked. */
type PartCheck = {
  checksum?: Checksum | undefined
  /** Whether the digest is the payload's hash of each part's signature. */
  signsPayloadHash?: boolean | undefined
}
type CheckedUpload = StoreUpload & PartCheck

/** The object that a new upload will become. */
type ObjectToAssemble = PartCheck & { contentType: string; metadata: Readonly<Record<string, string>> }

// S3 checks the parts' checksums only if `CreateMultipartUpload` names the algorithm, and then needs them to assemble the
// object. Content-MD5 and the payload's hash are always checked.
const checksumAlgorithms = {
  md5: undefined,
  'sha-256': 'SHA256',
  crc32: 'CRC32',
  crc64nvme: 'CRC64NVME',
} as const

function algorithmOf({ checksum, signsPayloadHash }: PartCheck) {
  return checksum && !signsPayloadHash ? checksumAlgorithms[checksum] : undefined
}

function checksumOf(check: PartCheck, part: Part): string | undefined {
  const algorithm = algorithmOf(check)
  const base64 = algorithm && part[`Checksum${algorithm}`]
  return base64 && base64ToHex(base64)
}

/**
 * The parts by number. Of a number that the store lists several times, the part that was stored last is the one that
 * counts: that with the latest time, or the first.
 */
function latestParts(listed: readonly Part[], check: PartCheck): readonly StoredPart[] {
  const latest = new Map<number, Part>()
  for (const part of listed) {
    const { PartNumber: number = 0 } = part
    const known = latest.get(number)
    if (!known || storedAtOf(part) > storedAtOf(known)) latest.set(number, part)
  }
  const parts = [...latest].map(([number, part]) => ({
    number,
    size: part.Size ?? 0,
    etag: unquoteEtag(part.ETag),
    checksum: checksumOf(check, part),
  }))
  return parts.sort((a, b) => a.number - b.number)
}

function storedAtOf({ LastModified }: Part): number {
  return LastModified?.getTime() ?? 0
}

function toCompletedPart(check: PartCheck, part: StoredPart): CompletedPart {
  const algorithm = algorithmOf(check)
  return {
    PartNumber: part.number,
    ETag: `"${part.etag}"`,
    ...(algorithm && part.checksum && { [`Checksum${algorithm}`]: hexToBase64(part.checksum) }),
  }
}

/** The operations on multipart uploads of a bucket. Failures are `server-error` with status 502. */
export function createMultipartStore(s3: S3Client, bucket: string) {
  const inputOf = ({ key, uploadId }: StoreUpload) => ({ Bucket: bucket, Key: key, UploadId: uploadId })

  /** One page of the parts; `undefined` if the upload does not exist. */
  async function listPage(
    upload: StoreUpload,
    page: Pick<ListPartsCommandInput, 'MaxParts' | 'PartNumberMarker'>,
    abortSignal: AbortSignal | undefined,
  ): Promise<ListPartsCommandOutput | undefined> {
    const command = new ListPartsCommand({ ...inputOf(upload), ...page })
    return callStore('ListParts', () => orNotFound(s3.send(command, abortSignal && { abortSignal })))
  }

  return {
    /** Creates an upload and returns its upload id. */
    async create(key: string, { contentType, metadata, ...check }: ObjectToAssemble): Promise<string> {
      const command = new CreateMultipartUploadCommand({
        Bucket: bucket,
        Key: key,
        ContentType: contentType,
        Metadata: { ...metadata },
        ChecksumAlgorithm: algorithmOf(check),
      })
      return callStore('CreateMultipartUpload', async () => {
        const { UploadId } = await s3.send(command)
        if (UploadId) return UploadId
        throw new Error('The response has no UploadId')
      })
    },

    /**
     * Whether the upload exists, and has parts. Some stores list an upload that was completed or aborted as one without
     * parts.
     */
    async peek(upload: StoreUpload, abortSignal?: AbortSignal): Promise<'missing' | 'empty' | 'started'> {
      const page = await listPage(upload, { MaxParts: 1 }, abortSignal)
      if (page === undefined) return 'missing'
      return (page.Parts ?? []).length === 0 ? 'empty' : 'started'
    },

    /** The parts by number; `undefined` if the upload does not exist. */
    async list(upload: CheckedUpload, abortSignal?: AbortSignal): Promise<readonly StoredPart[] | undefined> {
      const listed: Part[] = []
      let marker: string | undefined
      do {
        const page = await listPage(upload, { PartNumberMarker: marker }, abortSignal)
        if (page === undefined) return undefined
        listed.push(...(page.Parts ?? []))
        const next = page.IsTruncated === true ? page.NextPartNumberMarker : undefined
        marker = next === marker ? undefined : next
      } while (marker !== undefined)
      return latestParts(listed, upload)
    },

    /**
     * Assembles the parts into an object; `false` if the upload does not exist. S3 may send status 200 before it fails;
     * the SDK detects and retries that.
     *
     * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
     */
    async complete(upload: CheckedUpload, parts: readonly StoredPart[]): Promise<boolean> {
      const command = new CompleteMultipartUploadCommand({
        ...inputOf(upload),
        MultipartUpload: { Parts: parts.map((part) => toCompletedPart(upload, part)) },
      })
      const response = await callStore('CompleteMultipartUpload', () => orNotFound(s3.send(command)))
      return response !== undefined
    },

    /** Aborts the upload; `false` if it does not exist. */
    async abort(upload: StoreUpload): Promise<boolean> {
      const command = new AbortMultipartUploadCommand(inputOf(upload))
      const response = await callStore('AbortMultipartUpload', () => orNotFound(s3.send(command)))
      return response !== undefined
    },
  }
}

const md5Hex = /^[\da-f]{32}$/

/**
 * Whether an object can consist of the parts with these ETags, in this order; `true` where its ETag is not
 * comparable.
 */
export async function couldMatchParts(
  s3: S3Client,
  { etag, hasOpaqueEtag }: StoredObject,
  partEtags: readonly string[],
): Promise<boolean> {
  const expected = hasOpaqueEtag ? undefined : await multipartEtag(s3, partEtags)
  const isComparable = expected !== undefined && /^[\da-f]{32}-\d+$/.test(etag)
  return !isComparable || etag === expected
}

/**
 * The ETag of an object assembled from these parts: the MD5 of their MD5s, and their count. `undefined` if the parts'
 * ETags are not MD5s.
 */
async function multipartEtag(s3: S3Client, partEtags: readonly string[]): Promise<string | undefined> {
  if (!partEtags.every((etag) => md5Hex.test(etag))) return undefined
  // The SDK's MD5: Web Crypto has none, and `node:crypto` is missing on other runtimes.
  const hash = new s3.config.md5()
  hash.update(hexToBytes(partEtags.join('')))
  return `${toHex(await hash.digest())}-${partEtags.length}`
}

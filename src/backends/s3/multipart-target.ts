import { UploadError } from '../../errors.ts'
import { localUrlExpiry } from '../../lib/url-expiry.ts'
import type { UploadTarget } from '../../model/upload-target.ts'
import type { S3Client } from './client.ts'
import { remoteFile } from './signed-upload.ts'
import type { WireTarget } from './wire.ts'

type MultipartTarget = Extract<UploadTarget, { type: 'multipart' }>

const maxNumbersPerCall = 1000
// S3 may take minutes to assemble ten thousand parts: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
const completeTimeoutMs = 5 * 60_000

/** The multipart target of the uploader, by calls of the client. */
export function multipartTarget(
  client: S3Client,
  { resumeToken, partSize, checksum }: Extract<WireTarget, { type: 'multipart' }>,
): MultipartTarget {
  // Of the parts that were signed here. Assembling a file needs each part's SHA-256 or CRC32, which not every store lists.
  const digests = new Map<number, string>()
  const needsDigests = checksum === 'sha-256' || checksum === 'crc32'

  return {
    type: 'multipart',
    resumeToken,
    partSize,
    checksum,
    async signParts(numbers, call, hashes) {
      hashes?.forEach((hash, number) => digests.set(number, hash))
      const batches = Array.from({ length: Math.ceil(numbers.length / maxNumbersPerCall) }, (_, batch) =>
        numbers.slice(batch * maxNumbersPerCall, (batch + 1) * maxNumbersPerCall),
      )
      const signed = await Promise.all(
        batches.map(async (batch) => {
          const digests = checksum && batch.map((number) => hashes?.get(number) ?? '')
          const { parts } = await client.parts.sign(resumeToken, batch, digests, call)
          const isComplete =
            parts.length === batch.length && parts.every(({ number }, index) => number === batch[index])
          if (isComplete) return parts
          const message = 'The server signed other parts than requested. Try again.'
          throw new UploadError('invalid-response', message)
        }),
      )
      return signed
        .flat()
        .map((part) => ({ ...part, expiresAt: localUrlExpiry(client, part.url, part.expiresAt) }))
    },
    async listParts(call) {
      const { parts } = await client.parts.list(resumeToken, call)
      // A part of an earlier page whose digest is unknown is sent again. Those of a completed upload have no ETag.
      const isUsable = ({ number, etag, checksum: listed }: (typeof parts)[number]) =>
        !needsDigests || etag === '' || listed !== undefined || digests.has(number)
      return parts.filter(isUsable).map(({ number, size, etag }) => ({ number, size, etag }))
    },
    async complete(parts, call) {
      const sent = parts.map(({ number, etag }) => ({ number, etag, checksum: digests.get(number) }))
      const file = await client.parts.complete(resumeToken, sent, { timeoutMs: completeTimeoutMs, ...call })
      return remoteFile(client, file)
    },
    abort: async (call) => client.parts.abort(resumeToken, call),
  }
}

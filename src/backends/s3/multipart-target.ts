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
  return {
    type: 'multipart',
    resumeToken,
    partSize,
    checksum,
    async signParts(numbers, call, hashes) {
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
    listParts: async (call) => (await client.parts.list(resumeToken, call)).parts,
    async complete(parts, call) {
      const etags = parts.map(({ number, etag }) => ({ number, etag }))
      const file = await client.parts.complete(resumeToken, etags, { timeoutMs: completeTimeoutMs, ...call })
      return remoteFile(client, file)
    },
    abort: async (call) => client.parts.abort(resumeToken, call),
  }
}

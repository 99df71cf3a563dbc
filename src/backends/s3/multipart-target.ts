import { UploadError } from '../../errors.ts'
import { localUrlExpiry } from '../../lib/url-expiry.ts'
import type { UploadTarget } from '../../model/upload-target.ts'
import type { S3Client } from './client.ts'
import { remoteFile } from './remote-file.ts'
import type { WireTarget } from './schemas.ts'

type PartsTarget = Extract<UploadTarget, { type: 'multipart' }>

// Numbers in one call of the wire.
const mostNumbers = 1000
// Stores may take minutes to make one file of ten thousand parts.
const completionMs = 5 * 60_000

/** The calls about one multipart upload, as the engine makes them. */
export function partsTarget(
  client: S3Client,
  { resumeToken, partSize, checksum }: Extract<WireTarget, { type: 'multipart' }>,
): PartsTarget {
  return {
    type: 'multipart',
    resumeToken: resumeToken,
    partSize,
    checksum: checksum,
    async signParts(numbers, call, hashes) {
      const batches = Array.from({ length: Math.ceil(numbers.length / mostNumbers) }, (_, batch) =>
        numbers.slice(batch * mostNumbers, (batch + 1) * mostNumbers),
      )
      const answers = await Promise.all(
        batches.map(async (batch) => {
          const digests = checksum && batch.map((number) => hashes?.get(number) ?? '')
          const { parts } = await client.parts.sign(resumeToken, batch, digests, call)
          const isAsked =
            parts.length === batch.length && parts.every(({ number }, place) => number === batch[place])
          if (isAsked) return parts
          throw new UploadError(
            'invalid-response',
            'The server signed other parts than it was asked to. Try again.',
          )
        }),
      )
      return answers
        .flat()
        .map((part) => ({ ...part, expiresAt: localUrlExpiry(client, part.url, part.expiresAt) }))
    },
    listParts: async (call) => (await client.parts.list(resumeToken, call)).parts,
    async complete(parts, call) {
      const claims = parts.map(({ number, etag }) => ({ number, etag }))
      return remoteFile(
        client,
        await client.parts.complete(resumeToken, claims, { timeoutMs: completionMs, ...call }),
      )
    },
    abort: async (call) => client.parts.abort(resumeToken, call),
  }
}

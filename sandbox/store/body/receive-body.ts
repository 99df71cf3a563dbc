import type { Call } from '../call.ts'
import { createChunkSigner } from '../signature/chunk-signer.ts'
import { S3Error } from '../wire/s3-error.ts'
import type { ChecksumAlgorithm } from './checksum-algorithms.ts'
import { decodeChunks } from './decode-chunks.ts'
import { measure } from './measure.ts'
import type { Measured } from './measure.ts'
import { readChecksum } from './read-checksum.ts'
import { readMd5 } from './read-md5.ts'

/** AWS takes 5 GiB in one PUT; more must come in parts. */
const maxSize = 5 * 1024 ** 3

/** The body of a request, unframed, held against everything that its headers promise. */
export function receiveBody(call: Call, computed?: ChecksumAlgorithm): Measured {
  const { headers, payloadHash } = call
  const isChunked = payloadHash.startsWith('STREAMING-')
  const isSigned = payloadHash.startsWith('STREAMING-AWS4-')
  const trailers = new Map<string, string>()
  const length = readLength(headers.get(isChunked ? 'x-amz-decoded-content-length' : 'content-length'))
  if (length > maxSize) throw new S3Error('EntityTooLarge', { ProposedSize: length, MaxSizeAllowed: maxSize })
  const options = {
    length,
    trailers,
    hasTrailer: payloadHash.endsWith('-TRAILER'),
    ...(isSigned && { signer: createChunkSigner(call.signingKey, call.signature) }),
  }
  const promised = readChecksum(headers, trailers)
  return measure(isChunked ? decodeChunks(call.body(), options) : call.body(), {
    maxSize,
    md5: readMd5(headers.get('content-md5')),
    sha256: /^[0-9a-f]{64}$/.test(payloadHash) ? payloadHash : undefined,
    checksum: promised ?? (computed && { algorithm: computed, expected: () => undefined }),
  })
}

/**
 * AWS's list of error codes asks for 411 here. (In practice S3 says 501 to `Transfer-Encoding: chunked`; Ceph says 411.)
 */
function readLength(header: string | undefined): number {
  if (header === undefined || !/^\d+$/.test(header)) throw new S3Error('MissingContentLength')
  return Number(header)
}

import { createChunkSigner } from '../signature/signing-key.ts'
import type { AuthenticatedRequest } from '../store.ts'
import { S3Error } from '../wire/s3-error.ts'
import { parseXml, type XmlElement } from '../xml/parse-xml.ts'
import { type ChecksumAlgorithm, readChecksum, readMd5 } from './checksums.ts'
import { decodeChunks } from './decode-chunks.ts'
import { measure, type Measured } from './measure.ts'

/** S3's limit of a single PUT. */
const maxSize = 5 * 1024 ** 3

/** Decodes the body of a request and verifies it against its headers. */
export function receiveBody(call: AuthenticatedRequest, computed?: ChecksumAlgorithm): Measured {
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
 * AWS documents 411 for a missing length. (S3 responds with 501 to `Transfer-Encoding: chunked`; Ceph with 411.)
 */
function readLength(header: string | undefined): number {
  if (header === undefined || !/^\d+$/.test(header)) throw new S3Error('MissingContentLength')
  return Number(header)
}

/** Fits 10,000 parts, or 1000 of the longest keys, percent-encoded. */
const maxLength = 8 * 1024 * 1024

/** Parses a request's XML document and checks the name of its root. */
export async function readXml(call: AuthenticatedRequest, root: string): Promise<XmlElement> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of receiveBody(call).chunks) {
    pieces.push(piece)
    size += piece.length
    if (size > maxLength) throw new S3Error('MaxMessageLengthExceeded', { MaxMessageLengthBytes: maxLength })
  }
  const document = parseXml(Buffer.concat(pieces).toString())
  if (document.name !== root) throw new S3Error('MalformedXML')
  return document
}

/** S3 requires a digest of a body that changes settings or deletes many objects. */
export function requireDigest(call: AuthenticatedRequest): void {
  if (call.headers.has('content-md5') || readChecksum(call.headers)) return
  const message = 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*'
  throw new S3Error('InvalidRequest', {}, message)
}

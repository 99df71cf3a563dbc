import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { type ErrorCode, S3Error } from '../wire/s3-error.ts'

/** The store's only access key, and its region. */
export type Keys = { accessKeyId: string; secretAccessKey: string; region: string }

export type SigningKey = { timestamp: string; scope: string; key: Buffer }

/** Derives the signing key of a credential such as `AKID/20260101/us-east-1/s3/aws4_request`. */
export function deriveSigningKey(
  credential: string,
  timestamp: string,
  keys: Keys,
  malformed: ErrorCode,
): SigningKey {
  const parts = credential.split('/')
  const [date = '', region = '', service = '', terminator = ''] = parts.slice(-4)
  const refuse = (message: string) => new S3Error(malformed, { Region: keys.region }, message)
  if (parts.length < 5)
    throw refuse('The Credential is mal-formed; expecting "<AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".')
  if (date !== timestamp.slice(0, 8))
    throw refuse(`Invalid credential date "${date}". It must match the request's.`)
  if (region !== keys.region) throw refuse(`the region '${region}' is wrong; expecting '${keys.region}'`)
  if (service !== 's3') throw refuse(`incorrect service "${service}". This endpoint belongs to "s3".`)
  if (terminator !== 'aws4_request')
    throw refuse(`incorrect terminal "${terminator}". This endpoint uses "aws4_request".`)
  const accessKeyId = parts.slice(0, -4).join('/')
  if (accessKeyId !== keys.accessKeyId)
    throw new S3Error('InvalidAccessKeyId', { AWSAccessKeyId: accessKeyId })
  const key = [date, region, service, terminator].reduce(
    (previous: string | Buffer, text) => hmac(previous, text),
    `AWS4${keys.secretAccessKey}`,
  )
  return { timestamp, scope: parts.slice(-4).join('/'), key: Buffer.from(key) }
}

export function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Compares two signatures in constant time. */
export function isSameSignature(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Each chunk's signature covers the previous one, so that chunks cannot be removed, added or reordered. */
export type ChunkSigner = { chunk(contentSha256: string): string; trailer(trailers: string): string }

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
export function createChunkSigner(signingKey: SigningKey, seed: string): ChunkSigner {
  let previous = seed
  const sign = (kind: string, ...rest: readonly string[]): string => {
    const text = [`AWS4-HMAC-SHA256-${kind}`, signingKey.timestamp, signingKey.scope, previous, ...rest].join(
      '\n',
    )
    previous = hmac(signingKey.key, text).toString('hex')
    return previous
  }
  return {
    chunk: (contentSha256) => sign('PAYLOAD', sha256(''), contentSha256),
    trailer: (trailers) => sign('TRAILER', sha256(trailers)),
  }
}

import type { Incoming } from '../wire/incoming.ts'
import { S3Error } from '../wire/s3-error.ts'
import type { Claim } from './claim.ts'

const weekInSeconds = 7 * 24 * 3600

/** Reads the `X-Amz-…` parameters of a presigned URL. */
export function readQueryClaim(incoming: Incoming): Claim {
  const malformed = 'AuthorizationQueryParametersError'
  const need = (name: string): string => {
    const value = incoming.param(name)
    if (value) return value
    throw new S3Error(malformed, {}, `Query-string authentication version 4 requires the parameter ${name}.`)
  }
  if (need('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256') {
    throw new S3Error(malformed, {}, 'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"')
  }
  const expires = need('X-Amz-Expires')
  const expiresInSeconds = Number(expires)
  if (!/^\d+$/.test(expires)) throw new S3Error(malformed, {}, 'X-Amz-Expires should be a number')
  if (expiresInSeconds > weekInSeconds) {
    const message = `X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ${weekInSeconds} seconds`
    throw new S3Error(malformed, {}, message)
  }
  return {
    credential: need('X-Amz-Credential'),
    timestamp: need('X-Amz-Date'),
    signedHeaders: need('X-Amz-SignedHeaders').split(';'),
    signature: need('X-Amz-Signature'),
    payloadHash: incoming.headers.get('x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD',
    expiresInSeconds,
    malformed,
  }
}

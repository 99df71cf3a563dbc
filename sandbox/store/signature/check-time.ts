import { S3Error } from '../wire/s3-error.ts'
import type { Claim } from './claim.ts'
import { parseAmzDate } from './parse-amz-date.ts'

const skewMs = 15 * 60 * 1000

/** A header signature lives for a quarter of an hour, a presigned URL until it says. */
export function checkTime(claim: Claim, now: number): void {
  const signedAt = parseAmzDate(claim.timestamp)
  const serverTime = new Date(now).toISOString()
  if (Number.isNaN(signedAt))
    throw new S3Error(
      claim.malformed,
      {},
      "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"",
    )
  if (claim.expiresInSeconds === undefined) {
    if (Math.abs(now - signedAt) <= skewMs) return
    throw new S3Error('RequestTimeTooSkewed', {
      RequestTime: claim.timestamp,
      ServerTime: serverTime,
      MaxAllowedSkewMilliseconds: skewMs,
    })
  }
  const expiresAt = signedAt + claim.expiresInSeconds * 1000
  if (signedAt > now + skewMs)
    throw new S3Error('AccessDenied', { ServerTime: serverTime }, 'Request is not yet valid')
  if (now <= expiresAt) return
  const details = {
    'X-Amz-Expires': claim.expiresInSeconds,
    Expires: new Date(expiresAt).toISOString(),
    ServerTime: serverTime,
  }
  throw new S3Error('AccessDenied', details, 'Request has expired')
}

import type { Call } from '../call.ts'
import { readChecksum } from '../body/read-checksum.ts'
import { S3Error } from '../wire/s3-error.ts'

/** S3 wants a digest of a body that rewrites settings or deletes many objects. */
export function requireDigest(call: Call): void {
  if (call.headers.has('content-md5') || readChecksum(call.headers)) return
  const message = 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*'
  throw new S3Error('InvalidRequest', {}, message)
}

import { S3Error } from '../wire/s3-error.ts'

/** The hex form of a `Content-MD5`. */
export function readMd5(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  const bytes = Buffer.from(header, 'base64')
  // Buffer skips what is no base64; S3 does not.
  if (bytes.length !== 16 || bytes.toString('base64') !== header)
    throw new S3Error('InvalidDigest', { 'Content-MD5': header })
  return bytes.toString('hex')
}

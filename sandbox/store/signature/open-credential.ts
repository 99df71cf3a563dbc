import type { ErrorCode } from '../wire/error-codes.ts'
import { S3Error } from '../wire/s3-error.ts'
import { hmac } from './hmac.ts'
import type { Keys } from './keys.ts'

export type SigningKey = { timestamp: string; scope: string; key: Buffer }

/** Turns `AKID/20260101/us-east-1/s3/aws4_request` into the key that must have signed. */
export function openCredential(
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

import type { Incoming } from '../wire/incoming.ts'
import { S3Error } from '../wire/s3-error.ts'
import type { Claim } from './claim.ts'

/** Reads `Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`. */
export function readHeaderClaim(incoming: Incoming, authorization: string): Claim {
  const malformed = 'AuthorizationHeaderMalformed'
  const [scheme = '', ...rest] = authorization.split(/\s+/)
  if (scheme !== 'AWS4-HMAC-SHA256') {
    throw new S3Error(
      'InvalidRequest',
      {},
      'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
    )
  }
  const fields = new Map(
    rest
      .join('')
      .split(',')
      .map((field) => splitOnce(field)),
  )
  const [credential, signedHeaders, signature] = ['Credential', 'SignedHeaders', 'Signature'].map((name) =>
    fields.get(name),
  )
  if (!credential || !signedHeaders || !signature) throw new S3Error(malformed)
  const timestamp = incoming.sentHeaders.get('x-amz-date') ?? compactDate(incoming.sentHeaders.get('date'))
  if (!timestamp) {
    throw new S3Error('AccessDenied', {}, 'AWS authentication requires a valid Date or x-amz-date header')
  }
  const payloadHash = incoming.sentHeaders.get('x-amz-content-sha256')
  if (payloadHash === undefined) {
    throw new S3Error('InvalidRequest', {}, 'Missing required header for this request: x-amz-content-sha256')
  }
  return { credential, timestamp, signedHeaders: signedHeaders.split(';'), signature, payloadHash, malformed }
}

function splitOnce(field: string): [string, string] {
  const at = field.indexOf('=')
  return [field.slice(0, at), field.slice(at + 1)]
}

function compactDate(date: string | undefined): string | undefined {
  const time = Date.parse(date ?? '')
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace(/[-:]|\.\d+/g, '')
}

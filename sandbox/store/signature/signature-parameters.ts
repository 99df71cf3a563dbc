import type { S3Request } from '../wire/request.ts'
import { type ErrorCode, S3Error } from '../wire/s3-error.ts'

/** The signature of a request and its parameters; not verified yet. */
export type SignatureParameters = {
  credential: string
  timestamp: string
  signedHeaders: readonly string[]
  signature: string
  payloadHash: string
  /** Of presigned URLs only. */
  expiresInSeconds?: number
  /** The error code of a malformed signature. */
  malformed: ErrorCode
}

/** Reads `Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`. */
export function readAuthorizationHeader(incoming: S3Request, authorization: string): SignatureParameters {
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

const weekInSeconds = 7 * 24 * 3600

/** Reads the `X-Amz-…` parameters of a presigned URL. */
export function readPresignedQuery(incoming: S3Request): SignatureParameters {
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

import type { S3Request } from '../wire/request.ts'
import { S3Error } from '../wire/s3-error.ts'
import { uriEncode, uriEncodePath } from '../wire/uri-encode.ts'
import {
  readAuthorizationHeader,
  readPresignedQuery,
  type SignatureParameters,
} from './signature-parameters.ts'
import { deriveSigningKey, hmac, isSameSignature, type Keys, sha256, type SigningKey } from './signing-key.ts'

/** The verified signature, and the payload hash that it covers. */
export type Authenticated = { payloadHash: string; signature: string; signingKey: SigningKey }

const payloadHashes =
  /^(?:[0-9a-f]{64}|UNSIGNED-PAYLOAD|STREAMING-(?:UNSIGNED-PAYLOAD-TRAILER|AWS4-HMAC-SHA256-PAYLOAD(?:-TRAILER)?))$/

/** Verifies the signature in a request's query or `Authorization` header. */
export function authenticate(incoming: S3Request, keys: Keys, now: number): Authenticated {
  const parameters = readSignatureParameters(incoming)
  if (incoming.headers.has('x-amz-security-token')) throw new S3Error('InvalidToken')
  if (!payloadHashes.test(parameters.payloadHash)) {
    const details = { ArgumentName: 'x-amz-content-sha256', ArgumentValue: parameters.payloadHash }
    const message =
      'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a STREAMING- value or a valid sha256 value.'
    throw new S3Error('InvalidArgument', details, message)
  }
  const signingKey = deriveSigningKey(parameters.credential, parameters.timestamp, keys, parameters.malformed)
  checkTime(parameters, now)
  const canonical = canonicalRequest(incoming, parameters)
  const stringToSign = ['AWS4-HMAC-SHA256', parameters.timestamp, signingKey.scope, sha256(canonical)].join(
    '\n',
  )
  if (!isSameSignature(hmac(signingKey.key, stringToSign).toString('hex'), parameters.signature)) {
    throw new S3Error('SignatureDoesNotMatch', {
      AWSAccessKeyId: keys.accessKeyId,
      StringToSign: stringToSign,
      SignatureProvided: parameters.signature,
      CanonicalRequest: canonical,
    })
  }
  const mustBeSigned = [
    'host',
    ...[...incoming.sentHeaders.keys()].filter((name) => name.startsWith('x-amz-')),
  ]
  const unsigned = mustBeSigned.filter((name) => !parameters.signedHeaders.includes(name))
  if (unsigned.length > 0) {
    const message = 'There were headers present in the request which were not signed'
    throw new S3Error('AccessDenied', { HeadersNotSigned: unsigned.join(', ') }, message)
  }
  return { payloadHash: parameters.payloadHash, signature: parameters.signature, signingKey }
}

function readSignatureParameters(incoming: S3Request): SignatureParameters {
  const authorization = incoming.sentHeaders.get('authorization')
  const isPresigned =
    incoming.param('X-Amz-Algorithm') !== undefined || incoming.param('X-Amz-Signature') !== undefined
  if (authorization !== undefined && isPresigned) {
    const message =
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter or the Authorization header should be specified'
    throw new S3Error('InvalidArgument', {}, message)
  }
  if (isPresigned) return readPresignedQuery(incoming)
  if (authorization !== undefined) return readAuthorizationHeader(incoming, authorization)
  throw new S3Error('AccessDenied')
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html#canonical-request */
function canonicalRequest(incoming: S3Request, parameters: SignatureParameters): string {
  const query = incoming.query
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [uriEncode(name), uriEncode(value)] as const)
    .sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
    .map((pair) => pair.join('='))
  const headers = parameters.signedHeaders.map((name) => {
    const value = incoming.sentHeaders.get(name) ?? ''
    return `${name}:${value.trim().replace(/ +/g, ' ')}\n`
  })
  return [
    incoming.method,
    uriEncodePath(incoming.path),
    query.join('&'),
    headers.join(''),
    parameters.signedHeaders.join(';'),
    parameters.payloadHash,
  ].join('\n')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

const skewMs = 15 * 60 * 1000

/** A header signature is valid for 15 minutes, a presigned URL until `X-Amz-Expires`. */
function checkTime(parameters: SignatureParameters, now: number): void {
  const signedAt = parseAmzDate(parameters.timestamp)
  const serverTime = new Date(now).toISOString()
  if (Number.isNaN(signedAt))
    throw new S3Error(
      parameters.malformed,
      {},
      "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"",
    )
  if (parameters.expiresInSeconds === undefined) {
    if (Math.abs(now - signedAt) <= skewMs) return
    throw new S3Error('RequestTimeTooSkewed', {
      RequestTime: parameters.timestamp,
      ServerTime: serverTime,
      MaxAllowedSkewMilliseconds: skewMs,
    })
  }
  const expiresAt = signedAt + parameters.expiresInSeconds * 1000
  if (signedAt > now + skewMs)
    throw new S3Error('AccessDenied', { ServerTime: serverTime }, 'Request is not yet valid')
  if (now <= expiresAt) return
  const details = {
    'X-Amz-Expires': parameters.expiresInSeconds,
    Expires: new Date(expiresAt).toISOString(),
    ServerTime: serverTime,
  }
  throw new S3Error('AccessDenied', details, 'Request has expired')
}

/** Parses `20130524T000000Z` to milliseconds; `NaN` if it is invalid. */
function parseAmzDate(text: string): number {
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (!found) return NaN
  const [, year, month, day, hour, minute, second] = found
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}

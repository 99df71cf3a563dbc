import type { Incoming } from '../wire/incoming.ts'
import { S3Error } from '../wire/s3-error.ts'
import { canonicalRequest } from './canonical-request.ts'
import { checkTime } from './check-time.ts'
import type { Claim } from './claim.ts'
import { hmac } from './hmac.ts'
import { isSame } from './is-same.ts'
import type { Keys } from './keys.ts'
import { openCredential } from './open-credential.ts'
import type { SigningKey } from './open-credential.ts'
import { readHeaderClaim } from './read-header-claim.ts'
import { readQueryClaim } from './read-query-claim.ts'
import { sha256 } from './sha256.ts'

/** What the signature binds the body to. */
export type Authenticated = { payloadHash: string; signature: string; signingKey: SigningKey }

const payloadHashes =
  /^(?:[0-9a-f]{64}|UNSIGNED-PAYLOAD|STREAMING-(?:UNSIGNED-PAYLOAD-TRAILER|AWS4-HMAC-SHA256-PAYLOAD(?:-TRAILER)?))$/

/** Vouches for a request, by its query or its `Authorization` header, or refuses it. */
export function authenticate(incoming: Incoming, keys: Keys, now: number): Authenticated {
  const claim = readClaim(incoming)
  if (incoming.headers.has('x-amz-security-token')) throw new S3Error('InvalidToken')
  if (!payloadHashes.test(claim.payloadHash)) {
    const details = { ArgumentName: 'x-amz-content-sha256', ArgumentValue: claim.payloadHash }
    const message =
      'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a STREAMING- value or a valid sha256 value.'
    throw new S3Error('InvalidArgument', details, message)
  }
  const signingKey = openCredential(claim.credential, claim.timestamp, keys, claim.malformed)
  checkTime(claim, now)
  const canonical = canonicalRequest(incoming, claim)
  const stringToSign = ['AWS4-HMAC-SHA256', claim.timestamp, signingKey.scope, sha256(canonical)].join('\n')
  if (!isSame(hmac(signingKey.key, stringToSign).toString('hex'), claim.signature)) {
    throw new S3Error('SignatureDoesNotMatch', {
      AWSAccessKeyId: keys.accessKeyId,
      StringToSign: stringToSign,
      SignatureProvided: claim.signature,
      CanonicalRequest: canonical,
    })
  }
  const mustBeSigned = [
    'host',
    ...[...incoming.sentHeaders.keys()].filter((name) => name.startsWith('x-amz-')),
  ]
  const unsigned = mustBeSigned.filter((name) => !claim.signedHeaders.includes(name))
  if (unsigned.length > 0) {
    const message = 'There were headers present in the request which were not signed'
    throw new S3Error('AccessDenied', { HeadersNotSigned: unsigned.join(', ') }, message)
  }
  return { payloadHash: claim.payloadHash, signature: claim.signature, signingKey }
}

function readClaim(incoming: Incoming): Claim {
  const authorization = incoming.sentHeaders.get('authorization')
  const isPresigned =
    incoming.param('X-Amz-Algorithm') !== undefined || incoming.param('X-Amz-Signature') !== undefined
  if (authorization !== undefined && isPresigned) {
    const message =
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter or the Authorization header should be specified'
    throw new S3Error('InvalidArgument', {}, message)
  }
  if (isPresigned) return readQueryClaim(incoming)
  if (authorization !== undefined) return readHeaderClaim(incoming, authorization)
  throw new S3Error('AccessDenied')
}

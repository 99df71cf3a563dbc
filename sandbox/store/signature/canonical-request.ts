import type { Incoming } from '../wire/incoming.ts'
import { uriEncode } from '../wire/uri-encode.ts'
import { uriEncodePath } from '../wire/uri-encode-path.ts'
import type { Claim } from './claim.ts'

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html#canonical-request */
export function canonicalRequest(incoming: Incoming, claim: Claim): string {
  const query = incoming.query
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [uriEncode(name), uriEncode(value)] as const)
    .sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
    .map((pair) => pair.join('='))
  const headers = claim.signedHeaders.map((name) => {
    const value = incoming.sentHeaders.get(name) ?? ''
    return `${name}:${value.trim().replace(/ +/g, ' ')}\n`
  })
  return [
    incoming.method,
    uriEncodePath(incoming.path),
    query.join('&'),
    headers.join(''),
    claim.signedHeaders.join(';'),
    claim.payloadHash,
  ].join('\n')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

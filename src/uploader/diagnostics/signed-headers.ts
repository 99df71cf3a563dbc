type RequestHeaders = Readonly<Record<string, string>>

// Browsers set these themselves.
const automaticHeaders: readonly string[] = ['host', 'content-length']

/** Lower-case names of the headers that a presigned URL's signature covers; none where the URL does not list them. */
function signedHeaders(url: string): readonly string[] {
  const [, names = ''] = /[?&]X-(?:Amz|Goog)-SignedHeaders=([^&#]*)/i.exec(url) ?? []
  return names === '' ? [] : decodeURIComponent(names).toLowerCase().split(';')
}

/** Names the headers that are signed but not sent: every store refuses such a request. */
export function describeMissingHeaders(url: string, headers: RequestHeaders): string | undefined {
  const sent = namesOf(headers)
  const missing = signedHeaders(url).filter(
    (name) => !sent.includes(name) && !automaticHeaders.includes(name),
  )
  if (missing.length === 0) return undefined
  return `The URL was signed with headers that the target doesn't contain: ${missing.join(', ')}. The signing server must return them in the target's headers.`
}

/** Names the `x-amz-` headers that are sent but not signed: S3 refuses them, other stores may not. */
export function describeUnsignedHeaders(url: string, headers: RequestHeaders): string | undefined {
  const signed = signedHeaders(url)
  if (signed.length === 0) return undefined
  const unsigned = namesOf(headers).filter((name) => name.startsWith('x-amz-') && !signed.includes(name))
  if (unsigned.length === 0) return undefined
  return `The target contains headers that the URL wasn't signed with: ${unsigned.join(', ')}. The signing server must sign them or omit them from the target's headers.`
}

/** Why a store may have refused a signature. */
export function describeSignatureMismatch(url: string, headers: RequestHeaders): string {
  const [first, ...more] = signedHeaders(url).filter((name) => name !== 'host')
  const values = first === undefined ? 'headers' : `the values of ${[first, ...more].join(', ')}`
  return (
    describeMissingHeaders(url, headers) ??
    describeUnsignedHeaders(url, headers) ??
    `The signature doesn't match the request: the signing server and the upload must agree in method, key and ${values}.`
  )
}

function namesOf(headers: RequestHeaders): readonly string[] {
  return Object.keys(headers).map((name) => name.toLowerCase())
}

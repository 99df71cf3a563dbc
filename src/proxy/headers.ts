// Apply to a single connection: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
const hopByHop = /^(?:connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|http2-settings)$/

// What an API needs of a browser's request. Any other header could be a credential for this server, the user's address in
// one of its many names, or make the upstream use another method or path than the allowed one.
const forwarded =
  /^(?:accept|accept-language|content-(?:digest|disposition|encoding|language|md5|type)|idempotency-key|if-(?:match|modified-since|none-match|range|unmodified-since)|last-event-id|prefer|range|repr-digest|traceparent|tracestate|user-agent|x-correlation-id|x-request-id|x-use-sandbox)$/

// Not forwarded even if `forwardHeaders` names them. `fetch` sets the first three and cannot send `expect`. CGI and WSGI
// convert `x_api_key` and `x-api-key` to the same variable, so a name with an underscore could replace a secret header.
const neverForwarded =
  /^(?:host|content-length|accept-encoding|expect|cookie2?|.*_.*|x-(?:http-)?method(?:-override)?|x-original-(?:url|method)|x-rewrite-url)$/

// Apply to the upstream's origin, not to the proxy's.
const upstreamHeaders =
  /^(?:set-cookie2?|access-control-.*|alt-svc|clear-site-data|strict-transport-security|www-authenticate|authentication-info|refresh|service-worker-allowed|content-security-policy.*|report-to|reporting-endpoints|nel|cache-control|expires|age|pragma|surrogate-.*|(?:.*-)?cdn-cache-control)$/

/** The request headers that are sent to the upstream. */
export function filterRequestHeaders(request: Request, forwardHeaders: readonly string[]): Headers {
  const { headers } = request
  const isHopByHop = hopByHopMatcher(headers)
  const kept = new Set(forwardHeaders.map((name) => name.toLowerCase()))
  const filtered = new Headers()
  headers.forEach((value, name) => {
    if (isHopByHop(name) || neverForwarded.test(name)) return
    if (kept.has(name) || forwarded.test(name)) filtered.set(name, value)
  })
  const length = headers.get('content-length')
  if (length !== null && /^\d+$/.test(length)) filtered.set('content-length', length)
  // `fetch` decodes encoded content, which makes `content-length` wrong; identity-encoded content passes unchanged.
  filtered.set('accept-encoding', 'identity')
  return filtered
}

/**
 * The response headers that are sent to the browser. Content of the upstream must not run scripts on this origin or
 * be cached. An upstream that echoes request headers must not reveal the secret ones.
 */
export function filterResponseHeaders(response: Response, secrets: Headers): Headers {
  const { headers } = response
  const secretValues = secretValuesOf(secrets)
  const isHopByHop = hopByHopMatcher(headers)
  const isDecoded = headers.has('content-encoding')
  const filtered = new Headers()
  headers.forEach((value, name) => {
    if (isHopByHop(name) || upstreamHeaders.test(name)) return
    const isSecret = secrets.has(name) && !forwarded.test(name)
    if (isSecret || secretValues.some((secret) => value.includes(secret))) return
    if (isDecoded && (name === 'content-encoding' || name === 'content-length')) return
    filtered.set(name, value)
  })
  filtered.set('cache-control', 'no-store')
  filtered.set('content-security-policy', "default-src 'none'; sandbox")
  filtered.set('x-content-type-options', 'nosniff')
  return filtered
}

// Shorter values, such as a user's name, are found in other values by chance.
const minSecretLength = 8

/** The secret headers' values, also without the scheme of `Authorization`. */
function secretValuesOf(secrets: Headers): readonly string[] {
  const values: string[] = []
  secrets.forEach((value, name) => {
    if (!forwarded.test(name)) values.push(value, value.replace(/^\S+ +/, ''))
  })
  return values.filter((value) => value.length >= minSecretLength)
}

/** Whether every implementation of `fetch` decodes the response's content encodings. */
export function isDecodable(response: Response): boolean {
  const codings = response.headers.get('content-encoding')?.toLowerCase().split(',') ?? []
  return codings.every((coding) => /^(?:identity|(?:x-)?gzip|deflate|br)?$/.test(coding.trim()))
}

function hopByHopMatcher(headers: Headers): (name: string) => boolean {
  const named = new Set(
    headers
      .get('connection')
      ?.toLowerCase()
      .split(',')
      .map((name) => name.trim()),
  )
  return (name) => named.has(name) || hopByHop.test(name)
}

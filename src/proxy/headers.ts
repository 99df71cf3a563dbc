// Apply to a single connection: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
const hopByHop = /^(?:connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|http2-settings)$/

// The browser's credentials for this server, and the user's address.
const browserHeaders =
  /^(?:cookie2?|authorization|x-api-key|origin|referer|forwarded|via|sec-.*|x-forwarded-.*|x-real-ip|x-client-ip|true-client-ip|(?:x-)?cf-.*|x-csrf-.*|x-xsrf-.*|x-auth-.*|x-amzn-.*)$/

// `fetch` sets the first three and cannot send `expect`; the others make some upstreams use another method or path
// than
// the allowed one.
const neverForwarded =
  /^(?:host|content-length|accept-encoding|expect|x-(?:http-)?method(?:-override)?|x-original-(?:url|method)|x-rewrite-url)$/

// Apply to the upstream's origin, not to the proxy's.
const upstreamHeaders =
  /^(?:set-cookie2?|access-control-.*|alt-svc|clear-site-data|strict-transport-security|www-authenticate|authentication-info|refresh|service-worker-allowed|content-security-policy.*|report-to|reporting-endpoints|nel|cache-control|expires|age|pragma|surrogate-.*|(?:.*-)?cdn-cache-control)$/

/** The request headers that are sent to the upstream. */
export function filterRequestHeaders(request: Request, forwardHeaders: readonly string[]): Headers {
  const { headers } = request
  const isHopByHop = hopByHopMatcher(headers)
  const kept = new Set(forwardHeaders.map((name) => name.toLowerCase()))
  const forwarded = new Headers()
  headers.forEach((value, name) => {
    if (isHopByHop(name) || neverForwarded.test(name)) return
    if (kept.has(name) || !browserHeaders.test(name)) forwarded.set(name, value)
  })
  const length = headers.get('content-length')
  if (length !== null && /^\d+$/.test(length)) forwarded.set('content-length', length)
  // `fetch` decodes encoded content, which makes `content-length` wrong; identity-encoded content passes unchanged.
  forwarded.set('accept-encoding', 'identity')
  return forwarded
}

/**
 * The response headers that are sent to the browser. Content of the upstream must not run scripts on this origin or
 * be cached.
 */
export function filterResponseHeaders(response: Response): Headers {
  const { headers } = response
  const isHopByHop = hopByHopMatcher(headers)
  const isDecoded = headers.has('content-encoding')
  const filtered = new Headers()
  headers.forEach((value, name) => {
    if (isHopByHop(name) || upstreamHeaders.test(name)) return
    if (isDecoded && (name === 'content-encoding' || name === 'content-length')) return
    filtered.set(name, value)
  })
  filtered.set('cache-control', 'no-store')
  filtered.set('content-security-policy', "default-src 'none'; sandbox")
  filtered.set('x-content-type-options', 'nosniff')
  return filtered
}

/** Whether every implementation of `fetch` decodes the response's content encodings. */
export function isDecodable(response: Response): boolean {
  const codings = response.headers.get('content-encoding')?.toLowerCase().split(',') ?? []
  return codings.every((coding) => /^\s*(?:identity|(?:x-)?gzip|deflate|br)?\s*$/.test(coding))
}

function hopByHopMatcher(headers: Headers): (name: string) => boolean {
  const named = new Set(
    headers
      .get('connection')
      ?.toLowerCase()
      .split(/\s*,\s*/)
      .map((name) => name.trim()),
  )
  return (name) => named.has(name) || hopByHop.test(name)
}

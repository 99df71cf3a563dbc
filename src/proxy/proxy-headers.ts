// Of one connection and not of the message: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
const hopByHop = /^(?:connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|http2-settings)$/

// The browser's credentials for this server, and who its user is.
const ofTheBrowser =
  /^(?:cookie2?|authorization|x-api-key|origin|referer|forwarded|via|sec-.*|x-forwarded-.*|x-real-ip|x-client-ip|true-client-ip|(?:x-)?cf-.*|x-csrf-.*|x-xsrf-.*|x-auth-.*|x-amzn-.*)$/

// A fresh one is made; fetch cannot send `expect`; the others let some upstreams see another method or path than the
// one that was allowed.
const never =
  /^(?:host|content-length|accept-encoding|expect|x-(?:http-)?method(?:-override)?|x-original-(?:url|method)|x-rewrite-url)$/

// What an answer says to the browser about the origin it comes from: the upstream is not asked about ours.
const ofTheUpstream =
  /^(?:set-cookie2?|access-control-.*|alt-svc|clear-site-data|strict-transport-security|www-authenticate|authentication-info|refresh|service-worker-allowed|content-security-policy.*|report-to|reporting-endpoints|nel|cache-control|expires|age|pragma|surrogate-.*|(?:.*-)?cdn-cache-control)$/

/** What of the browser's request the upstream is told. */
export function forwardedHeaders(request: Request, named: readonly string[]): Headers {
  const { headers } = request
  const drop = strippedHeaders(headers)
  const kept = new Set(named.map((name) => name.toLowerCase()))
  const forwarded = new Headers()
  headers.forEach((value, name) => {
    if (drop(name) || never.test(name)) return
    if (kept.has(name) || !ofTheBrowser.test(name)) forwarded.set(name, value)
  })
  const length = headers.get('content-length')
  if (length !== null && /^\d+$/.test(length)) forwarded.set('content-length', length)
  // fetch decodes what is encoded: unencoded bytes pass as they are, and their length stays true.
  forwarded.set('accept-encoding', 'identity')
  return forwarded
}

/** What of the upstream's answer the browser is told. Its page must not run as one of ours, nor be kept for others. */
export function filterResponseHeaders(response: Response): Headers {
  const { headers } = response
  const drop = strippedHeaders(headers)
  const isDecoded = headers.has('content-encoding')
  const answered = new Headers()
  headers.forEach((value, name) => {
    if (drop(name) || ofTheUpstream.test(name)) return
    if (isDecoded && (name === 'content-encoding' || name === 'content-length')) return
    answered.set(name, value)
  })
  answered.set('cache-control', 'no-store')
  answered.set('content-security-policy', "default-src 'none'; sandbox")
  answered.set('x-content-type-options', 'nosniff')
  return answered
}

/** Whether the codings of an answer are ones that every `fetch` has decoded. */
export function isDecodable(response: Response): boolean {
  const codings = response.headers.get('content-encoding')?.toLowerCase().split(',') ?? []
  return codings.every((coding) => /^\s*(?:identity|(?:x-)?gzip|deflate|br)?\s*$/.test(coding))
}

function strippedHeaders(headers: Headers): (name: string) => boolean {
  const named = new Set(
    headers
      .get('connection')
      ?.toLowerCase()
      .split(/\s*,\s*/)
      .map((name) => name.trim()),
  )
  return (name) => named.has(name) || hopByHop.test(name)
}

/**
 * Knows where uploads and JSON would share the six connections that browsers open to one host over HTTP/1.1: at the page's
 * own server, and where backends have their API. HTTP/2 shares one connection without waiting, but a page learns the
 * protocol of its own server only.
 */
export function createApiOrigins() {
  const pageUrl = typeof location === 'object' ? location.href : undefined
  const pageOrigin = originOf(pageUrl)
  const origins = new Set<string>()
  if (pageOrigin !== undefined) origins.add(pageOrigin)

  return {
    /** @param baseUrl of an API: absolute, or a path of the page's own server */
    add(baseUrl: string | undefined) {
      const origin = originOf(baseUrl, pageUrl)
      if (origin !== undefined) origins.add(origin)
    },
    /** Whether JSON requests to this origin may have to wait for uploads; an empty origin is the page's own. */
    has(origin: string): boolean {
      const host = origin === '' ? pageOrigin : origin
      return host !== undefined && origins.has(host) && !(host === pageOrigin && isHttp2())
    },
  }
}

function originOf(url: string | undefined, base?: string): string | undefined {
  try {
    return url === undefined ? undefined : new URL(url, base).origin
  } catch {
    return undefined
  }
}

function isHttp2(): boolean {
  const [navigation] = performance.getEntriesByType('navigation')
  return (
    navigation !== undefined &&
    'nextHopProtocol' in navigation &&
    /^h[23]/.test(String(navigation.nextHopProtocol))
  )
}

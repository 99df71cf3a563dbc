/**
 * Knows where uploads and JSON would have to share the six connections that browsers open to one host over HTTP/1.1: at
 * the page's own server, and where backends have their API. Over HTTP/2 nothing has to wait, but only of the page's own
 * server is a page told that it speaks it.
 */
export function createApiOrigins() {
  const page = typeof location === 'object' ? location.href : undefined
  const own = originOf(page)
  const origins = new Set<string>()
  if (own !== undefined) origins.add(own)

  return {
    /** An API is here: absolute, or a path of the page's own server. */
    note(baseUrl: string | undefined) {
      const origin = originOf(baseUrl, page)
      if (origin !== undefined) origins.add(origin)
    },
    /** Whether requests to this origin, of the page itself where it is empty, may have to wait for uploads to it. */
    has(origin: string): boolean {
      const host = origin === '' ? own : origin
      return host !== undefined && origins.has(host) && !(host === own && isHttp2())
    },
  }
}

function originOf(url: string | undefined, base?: string): string | undefined {
  return url !== undefined && URL.canParse(url, base) ? new URL(url, base).origin : undefined
}

function isHttp2(): boolean {
  const [navigation] = performance.getEntriesByType('navigation')
  return navigation instanceof PerformanceNavigationTiming && /^h[23]/.test(navigation.nextHopProtocol)
}

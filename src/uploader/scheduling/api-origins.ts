import { originOf } from '../../lib/origin.ts'

/**
 * Knows where uploads and JSON would share the six connections that browsers open to one host over HTTP/1.1: at the page's
 * own server, and where backends have their API. HTTP/2 shares one connection without waiting, but a page learns the
 * protocol of its own server only.
 *
 * @param baseUrls of APIs, read with each question: absolute, or paths of the page's own server
 */
export function createApiOrigins(baseUrls: Iterable<string | undefined>) {
  const pageOrigin = originOf()

  return {
    /** Whether JSON requests to this origin may have to wait for uploads. */
    has(origin: string): boolean {
      if (origin === '' || (origin === pageOrigin && isHttp2())) return false
      return origin === pageOrigin || [...baseUrls].some((baseUrl) => originOf(baseUrl) === origin)
    },
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

import type { BrowserContext, Route } from 'playwright'

/** A final error response of the store that the page can read. */
const refusal = {
  status: 400,
  headers: { 'access-control-allow-origin': '*' },
  contentType: 'application/xml',
  body: '<Error><Code>InvalidRequest</Code><Message>Not today.</Message></Error>',
}

/**
 * Holds back requests with file bytes, as a slow connection does.
 *
 * @param passCount number of requests that pass
 */
export async function holdUploads(context: BrowserContext, passCount = 0) {
  const waiting: Route[] = []
  let free = passCount
  // Requests to the store have a signature.
  await context.route(
    (url) => url.searchParams.has('X-Amz-Signature'),
    async (route) => {
      if (['GET', 'HEAD', 'OPTIONS'].includes(route.request().method())) return route.continue()
      if (free <= 0) {
        waiting.push(route)
        return undefined
      }
      free--
      return go(route)
    },
  )
  return {
    held: () => waiting.length,
    /** Releases held requests, oldest first, and later ones up to `count`. */
    async release(count = Infinity) {
      const gone = waiting.splice(0, count)
      free += count - gone.length
      await Promise.all(gone.map(go))
    },
    /** Holds no further requests. */
    letPass() {
      free = Infinity
    },
    /** Responds to held requests with an error. */
    async refuse() {
      await Promise.all(waiting.splice(0).map((route) => route.fulfill(refusal)))
    },
  }
}

/** Continues a request, unless it was aborted meanwhile. */
function go(route: Route): Promise<void> {
  return route.continue().catch(() => undefined)
}

import type { BrowserContext, Route } from 'playwright'

/** What answers in the store's stead: final, and readable by the page. */
const refusal = {
  status: 400,
  headers: { 'access-control-allow-origin': '*' },
  contentType: 'application/xml',
  body: '<Error><Code>InvalidRequest</Code><Message>Not today.</Message></Error>',
}

/**
 * Keeps in the browser what sends a file's bytes, as a slow line does, but for as many requests as are let go.
 *
 * @param letGo how many pass at once
 */
export async function holdUploads(context: BrowserContext, letGo = 0) {
  const waiting: Route[] = []
  let free = letGo
  // Who has a signature, talks to the store.
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
    /** Lets those go that wait, oldest first, and as many later ones as are missing then. */
    async release(count = Infinity) {
      const gone = waiting.splice(0, count)
      free += count - gone.length
      await Promise.all(gone.map(go))
    },
    /** Keeps those that wait and no other. */
    letPass() {
      free = Infinity
    },
    /** Answers those that wait with a refusal. */
    async refuse() {
      await Promise.all(waiting.splice(0).map((route) => route.fulfill(refusal)))
    },
  }
}

/** What was given up meanwhile needs no answer. */
function go(route: Route): Promise<void> {
  return route.continue().catch(() => undefined)
}

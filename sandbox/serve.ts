import { createServer } from 'node:http'
import { toNodeListener } from '../src/server/node/index.ts'

/** A running server. */
type Served = { url: string; close(): Promise<void> }

/** Serves a handler of web requests; port 0 selects a free one. */
export async function serve(
  handler: (request: Request) => Promise<Response>,
  { port, host }: { port: number; host: string },
): Promise<Served> {
  const server = createServer(toNodeListener(handler))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  const taken = typeof address === 'object' && address !== null ? address.port : port
  return {
    url: `http://${host}:${taken}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

/** The handler of the requests below a path. */
export type Mount = { path: string; handle: (request: Request) => Promise<Response> }

/** Routes each request by the prefix of its path. */
export function routeByPath(mounts: readonly Mount[]): (request: Request) => Promise<Response> {
  return async (request) => {
    const { pathname } = new URL(request.url)
    const mount = mounts.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`))
    if (mount !== undefined) return mount.handle(request)
    const known = mounts.map(({ path }) => path).join(', ')
    const message = `There is nothing at ${pathname}. The sandbox has: ${known}.`
    return Response.json({ error: { code: 'not-found', message } }, { status: 404 })
  }
}

const exposed = 'etag, retry-after, x-request-id, x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset'

/** Allows all origins: adds CORS headers to the handler's responses and responds to preflights. */
export function allowOrigins(
  handler: (request: Request) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const isPreflight = request.method === 'OPTIONS' && request.headers.has('access-control-request-method')
    const response = isPreflight ? new Response(null, { status: 204 }) : await handler(request)
    const headers = new Headers(response.headers)
    headers.set('access-control-allow-origin', '*')
    headers.set('access-control-expose-headers', exposed)
    if (isPreflight) {
      headers.set('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE')
      // Listed one by one: `*` does not include `authorization`.
      headers.set(
        'access-control-allow-headers',
        request.headers.get('access-control-request-headers') ?? '*',
      )
      headers.set('access-control-max-age', '600')
    }
    return new Response(response.body, { status: response.status, headers })
  }
}

/** What answers the requests below a path. */
export type Mount = { path: string; handle: (request: Request) => Promise<Response> }

/** Hands each request to the mount that its path begins with. */
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

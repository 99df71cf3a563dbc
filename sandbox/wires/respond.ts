/** A route; the pattern's captures are passed to the handler. */
type Route = {
  method: 'GET' | 'POST' | 'DELETE'
  /** Matches the path below the base path. */
  pattern: RegExp
  handle(request: Request, captured: string): Promise<Response>
}

/** Options of `createRouter`. */
type RouterOptions = {
  /** The base path. */
  path: string
  routes: readonly Route[]
  /** Throws an `ErrorResponse` for an unauthorized request. */
  authorize?: (request: Request) => void
  refuse: Refuse
}

/** Handles the routes of a wire. Failures are formatted by `refuse`; every response has an `x-request-id`. */
export function createRouter(options: RouterOptions): (request: Request) => Promise<Response> {
  return async (request) => {
    const response = await dispatch(options, request).catch((error: unknown) => {
      if (error instanceof ErrorResponse) return error.response
      if (!request.signal.aborted) console.error(error)
      return options.refuse(500, 'The server failed. Try again.')
    })
    if (!response.headers.has('x-request-id')) response.headers.set('x-request-id', crypto.randomUUID())
    return response
  }
}

async function dispatch(
  { path, routes, authorize, refuse }: RouterOptions,
  request: Request,
): Promise<Response> {
  const below = new URL(request.url).pathname.slice(path.length)
  const found = routes.filter(({ pattern }) => pattern.test(below))
  if (found.length === 0) return refuse(404, `There is no ${below} here.`)
  const route = found.find(({ method }) => method === request.method)
  if (route === undefined) {
    const response = refuse(405, `${below} does not take ${request.method}.`)
    response.headers.set('allow', found.map(({ method }) => method).join(', '))
    return response
  }
  authorize?.(request)
  return route.handle(request, route.pattern.exec(below)?.[1] ?? '')
}

/** Thrown by a route to send this response. */
export class ErrorResponse extends Error {
  override readonly name = 'ErrorResponse'
  readonly response: Response

  constructor(response: Response) {
    super(`Refused with ${response.status}`)
    this.response = response
  }
}

/** Creates an error response in a vendor's format. */
export type Refuse = (status: number, message: string) => Response

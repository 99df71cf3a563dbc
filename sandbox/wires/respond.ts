/** One route; what the pattern captures of the path is handed on. */
type Route = {
  method: 'GET' | 'POST' | 'DELETE'
  /** Matches the path below the wire's own. */
  pattern: RegExp
  answer(request: Request, captured: string): Promise<Response>
}

/** What `answerRoutes` takes. */
export type AnswerRoutesOptions = {
  /** Where the wire begins. */
  path: string
  routes: readonly Route[]
  /** Throws a `Refusal` for whoever may not ask. */
  authorize?: (request: Request) => void
  refuse: Refuse
}

/** Answers the routes of a wire; its failures are worded by `refuse`, and every answer has an `x-request-id`. */
export function answerRoutes(options: AnswerRoutesOptions): (request: Request) => Promise<Response> {
  return async (request) => {
    const response = await answer(options, request).catch((error: unknown) => {
      if (error instanceof Refusal) return error.response
      if (!request.signal.aborted) console.error(error)
      return options.refuse(500, 'The server failed. Try again.')
    })
    if (!response.headers.has('x-request-id')) response.headers.set('x-request-id', crypto.randomUUID())
    return response
  }
}

async function answer(
  { path, routes, authorize, refuse }: AnswerRoutesOptions,
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
  return route.answer(request, route.pattern.exec(below)?.[1] ?? '')
}

/** Thrown by a route to end with this answer. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly response: Response

  constructor(response: Response) {
    super(`Refused with ${response.status}`)
    this.response = response
  }
}

/** A failure as one vendor words it. */
export type Refuse = (status: number, message: string) => Response

const exposed = 'etag, retry-after, x-request-id, x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset'

/** Answers any page: adds the CORS headers to what the handler answers, and answers the preflights itself. */
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
      // Named one by one: `*` does not cover `authorization`.
      headers.set(
        'access-control-allow-headers',
        request.headers.get('access-control-request-headers') ?? '*',
      )
      headers.set('access-control-max-age', '600')
    }
    return new Response(response.body, { status: response.status, headers })
  }
}

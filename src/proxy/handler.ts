import { UploadError } from '../errors.ts'
import { failureResponse, toResponse, type Report } from '../server/responses.ts'
import { forwardToUpstream } from './forward.ts'
import { resolveSettings, type ProxyHandlerOptions, type ProxySettings } from './options.ts'

/** Responds to a request; never rejects. */
export type ProxyHandler = (request: Request) => Promise<Response>

/**
 * Keeps a vendor's API key on the server: forwards the allowed routes to `upstream` and adds the secret headers.
 * Bodies stream in both directions; when the client disconnects, the upstream request is aborted.
 *
 * The upstream's responses pass with their status, including failures. Of the browser's headers, those that
 * describe content, conditions, ranges, language and tracing are forwarded, and `forwardHeaders`. Not forwarded to
 * the browser are cookies, CORS and caching headers, and headers that contain a secret: responses are `no-store`. A
 * query parameter that overrides the method (`_method`) responds with 400. A redirect responds with 502: following
 * it would send the key to a URL that is not allowed. Failures of the proxy itself are
 * `{ error: { code, message } }`: 401, 404, 405, 413, 502 if the upstream cannot be reached, 504 if it times out.
 *
 * @throws TypeError, RangeError for invalid options
 * @example
 * const handler = createProxyHandler({
 *   upstream: 'https://api.aymara.ai',
 *   basePath: '/api/aymara',
 *   headers: { 'x-api-key': process.env.AYMARA_AI_API_KEY },
 *   routes: [
 *     { method: 'POST', path: '/v2/files' },
 *     { method: 'GET', path: '/v2/files/:id' },
 *     { method: 'GET', path: '/v2/files/:id/frames' },
 *   ],
 *   authorize: (request) => userOf(request),
 * })
 * export { handler as GET, handler as POST } // app/api/aymara/[...path]/route.ts
 */
export function createProxyHandler(options: ProxyHandlerOptions): ProxyHandler {
  const settings = resolveSettings(options)
  return (request) => toResponse(request, (report) => respond(request, settings, report), settings.onError)
}

// Frameworks replace the method by one of these: `?_method=DELETE`.
const methodOverride = /^(?:_method|x-(?:http-)?method(?:-override)?)$/i

async function respond(request: Request, settings: ProxySettings, report: Report): Promise<Response> {
  const { pathname, search, searchParams } = new URL(request.url)
  const match = settings.match(request.method, pathname)
  switch (match.type) {
    case 'not-found':
      throw new UploadError('not-found', 'There is no such route. Check the client’s baseUrl.', {
        status: 404,
      })
    case 'method-not-allowed': {
      const allow = match.allow.join(', ')
      const message = `This route supports ${allow}, not ${request.method}.`
      const response = failureResponse(new UploadError('unsupported', message, { status: 405 }))
      response.headers.set('allow', allow)
      return response
    }
    case 'route': {
      if ([...searchParams.keys()].some((name) => methodOverride.test(name))) {
        const message = 'A query parameter that overrides the method is not forwarded. Remove it.'
        throw new UploadError('bad-request', message, { status: 400 })
      }
      const authorized = await settings.authorize(request)
      if (!authorized) throw new UploadError('unauthorized', 'You are not signed in. Sign in and try again.')
      return forwardToUpstream(request, `${settings.upstream}/${match.path}${search}`, settings, report)
    }
    default:
      return match satisfies never
  }
}

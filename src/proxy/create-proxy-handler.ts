import { UploadError } from '../errors.ts'
import { toResponse } from '../server/to-response.ts'
import { failureResponse } from '../server/failure-response.ts'
import { forwardToUpstream } from './forward-to-upstream.ts'
import type { ProxyHandlerOptions } from './proxy-handler-options.ts'
import { proxySettingsOf, type ProxySettings } from './proxy-settings.ts'

/** Answers a request; never rejects. */
export type ProxyHandler = (request: Request) => Promise<Response>

/**
 * Keeps a vendor's key on the server: lets the listed routes through to `upstream` and adds the secret headers on the
 * way. Bodies stream both ways; when the client leaves, the upstream's call ends.
 *
 * The upstream's answers pass with their status, its failures too. Kept back are, on the way up, the browser's cookies
 * and credentials, its user's address and whatever is of one connection only; on the way down, cookies, CORS and
 * caching rules and the like: answers are `no-store`. A redirect answers 502: nobody has allowed where it leads, and
 * the key would go along. Failures of the proxy itself are `{ error: { code, message } }`: 401, 404, 405, 413, 502
 * where the upstream cannot be reached, 504 where it is silent.
 *
 * @throws TypeError, RangeError for options that cannot work
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
  const settings = proxySettingsOf(options)
  return (request) => toResponse(request, () => answer(request, settings), settings.onError)
}

async function answer(request: Request, settings: ProxySettings): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  const match = settings.match(request.method, pathname)
  switch (match.found) {
    case 'nothing':
      throw new UploadError('not-found', 'There is no such route. Check the client’s baseUrl.', {
        status: 404,
      })
    case 'path': {
      const allow = match.allow.join(', ')
      const message = `This route takes ${allow}, not ${request.method}.`
      const response = failureResponse(new UploadError('unsupported', message, { status: 405 }))
      response.headers.set('allow', allow)
      return response
    }
    case 'route': {
      const authorized = await settings.authorize(request)
      if (!authorized) throw new UploadError('unauthorized', 'Nobody is signed in. Sign in and try again.')
      return forwardToUpstream(request, `${settings.upstream}/${match.path}${search}`, settings)
    }
    default:
      return match satisfies never
  }
}

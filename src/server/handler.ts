import { UploadError } from '../errors.ts'
import { ownerPrefix } from './file-id.ts'
import { resolveSettings, type Settings, type UploadHandlerOptions } from './options.ts'
import { failureResponse, toResponse, type Report } from './responses.ts'
import { findRoute } from './routes/routes.ts'

/** Responds to a request; never rejects. */
export type UploadHandler = (request: Request) => Promise<Response>

/**
 * Serves the routes of `createS3Client`: signs uploads to an S3 bucket and describes the files in it. It is stateless
 * and matches the last segment of the path only, so it mounts under any router and base path, on any number of
 * servers.
 *
 * Responses are JSON with an `x-request-id`; failures are `{ error: { code, message } }`. It sets no CORS headers:
 * where pages of another origin may call it, add them around the handler, including
 * `Access-Control-Expose-Headers: Date, Retry-After, X-Request-Id`. Clients correct their clock by the `Date` header.
 *
 * @throws TypeError, RangeError for invalid options
 * @example
 * const handler = createUploadHandler({
 *   bucket: 'uploads',
 *   s3: new S3Client({ region: 'eu-central-1' }),
 *   authorize: async (request) => {
 *     const user = await userOf(request)
 *     return user && { owner: user.id }
 *   },
 *   accept: ['video/*'],
 * })
 * export { handler as GET, handler as POST, handler as DELETE } // app/api/files/[...path]/route.ts
 */
export function createUploadHandler(options: UploadHandlerOptions): UploadHandler {
  const settings = resolveSettings(options)
  return (request) => toResponse(request, (report) => respond(request, settings, report), settings.onError)
}

async function respond(request: Request, settings: Settings, report: Report): Promise<Response> {
  const { pathname, searchParams: query } = new URL(request.url)
  const methods = findRoute(pathname)
  if (methods === undefined) {
    throw new UploadError('not-found', 'There is no such route. Check the client’s baseUrl.', { status: 404 })
  }
  const handle = methods.get(request.method)
  if (handle === undefined) {
    const allow = [...methods.keys()].join(', ')
    const message = `This route supports ${allow}, not ${request.method}.`
    const response = failureResponse(new UploadError('unsupported', message, { status: 405 }))
    response.headers.set('allow', allow)
    return response
  }
  const authorized = await settings.authorize(request)
  if (!authorized) throw new UploadError('unauthorized', 'You are not signed in. Sign in and try again.')
  const { owner } = authorized
  return handle({ request, query, settings, owner, keyPrefix: ownerPrefix(settings.prefix, owner), report })
}

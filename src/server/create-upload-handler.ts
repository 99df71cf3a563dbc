import { UploadError } from '../errors.ts'
import { toResponse, type Report } from './to-response.ts'
import { failureResponse } from './failure-response.ts'
import { ownerPrefix } from './file-id.ts'
import { methodsOf } from './routes/routes.ts'
import { settingsOf, type Settings } from './settings.ts'
import type { UploadHandlerOptions } from './upload-handler-options.ts'

/** Answers a request; never rejects. */
export type UploadHandler = (request: Request) => Promise<Response>

/**
 * Answers the routes of `createS3Client`: signs uploads into an S3 bucket and tells of the files in it. It keeps no
 * state and looks at the end of the path only, so it mounts under any router and base path, on any number of servers.
 *
 * Answers are JSON with an `x-request-id`; failures are `{ error: { code, message } }`. It says nothing of CORS: where
 * pages of another origin may ask it, what mounts it adds that, `Access-Control-Expose-Headers: Date, Retry-After,
 * X-Request-Id` included, for by the `Date` clients tell how wrong their own clock is.
 *
 * @throws TypeError, RangeError for options that cannot work
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
  const settings = settingsOf(options)
  return (request) => toResponse(request, (report) => answer(request, settings, report), settings.onError)
}

async function answer(request: Request, settings: Settings, report: Report): Promise<Response> {
  const { pathname, searchParams: query } = new URL(request.url)
  const methods = methodsOf(pathname)
  if (methods === undefined) {
    throw new UploadError('not-found', 'There is no such route. Check the client’s baseUrl.', { status: 404 })
  }
  const route = methods.get(request.method)
  if (route === undefined) {
    const allow = [...methods.keys()].join(', ')
    const message = `This route takes ${allow}, not ${request.method}.`
    const response = failureResponse(new UploadError('unsupported', message, { status: 405 }))
    response.headers.set('allow', allow)
    return response
  }
  const authorized = await settings.authorize(request)
  if (!authorized) throw new UploadError('unauthorized', 'Nobody is signed in. Sign in and try again.')
  const { owner } = authorized
  return route({ request, query, settings, owner, owned: ownerPrefix(settings.prefix, owner), report })
}

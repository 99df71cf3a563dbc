import { toUploadError, UploadError } from '../errors.ts'
import { failureResponse, httpStatusOf } from './failure-response.ts'

/** Any thrown value as an `UploadError`; what failed on the server is reported on the way. */
export type Report = (thrown: unknown) => UploadError

const reported = new WeakSet<UploadError>()

/**
 * What `answer` answers, or its failure as JSON; never rejects. Every answer has an `x-request-id`, and what failed on
 * the server is reported under it, once.
 */
export async function toResponse(
  request: Request,
  answer: (report: Report) => Promise<Response>,
  onError: (error: unknown, request: Request) => void,
): Promise<Response> {
  const requestId = requestIdOf(request)

  function report(thrown: unknown): UploadError {
    const sentence = 'The server failed. Try again; if it goes on, its operator should look.'
    const error = toUploadError(thrown, 'server-error', sentence)
    if (httpStatusOf(error) < 500 || request.signal.aborted || reported.has(error)) return error
    reported.add(error)
    const { code, message, status, url, cause } = error
    try {
      onError(new UploadError(code, message, { status, url, requestId, cause }), request)
    } catch {
      // The client is owed its answer, whatever becomes of the log.
    }
    return error
  }

  const response = await answer(report).catch((thrown: unknown) => failureResponse(report(thrown)))
  if (!response.headers.has('x-request-id')) response.headers.set('x-request-id', requestId)
  return response
}

/** The caller's own id, if it is one that a log can take, so that both sides speak of the same request. */
function requestIdOf(request: Request): string {
  const given = request.headers.get('x-request-id')
  return given !== null && /^[\w.:-]{1,128}$/.test(given) ? given : crypto.randomUUID()
}

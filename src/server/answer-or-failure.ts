import { toUploadError, UploadError } from '../errors.ts'
import { failureResponse } from './failure-response.ts'

/**
 * What `answer` answers, or its failure as JSON; never rejects. Every answer has an `x-request-id`, and what failed on
 * the server is reported under it.
 */
export async function answerOrFailure(
  request: Request,
  answer: () => Promise<Response>,
  onError: (error: unknown, request: Request) => void,
): Promise<Response> {
  const requestId = requestIdOf(request)
  const response = await answer().catch((thrown: unknown) => {
    const message = 'The server failed. Try again; if it goes on, its operator should look.'
    const error = toUploadError(thrown, 'server-error', message)
    const failure = failureResponse(error)
    if (failure.status >= 500 && !request.signal.aborted) {
      const { code, message, status, url, cause } = error
      try {
        onError(new UploadError(code, message, { status, url, requestId, cause }), request)
      } catch {
        // The client is owed its answer, whatever becomes of the log.
      }
    }
    return failure
  })
  if (!response.headers.has('x-request-id')) response.headers.set('x-request-id', requestId)
  return response
}

/** The caller's own id, if it is one that a log can take, so that both sides speak of the same request. */
function requestIdOf(request: Request): string {
  const given = request.headers.get('x-request-id')
  return given !== null && /^[\w.:-]{1,128}$/.test(given) ? given : crypto.randomUUID()
}

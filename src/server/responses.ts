import { toUploadError, UploadError, type UploadErrorCode } from '../errors.ts'

/** Converts any thrown value to an `UploadError`, and passes failures of the server to `onError`. */
export type Report = (thrown: unknown) => UploadError

const reported = new WeakSet<UploadError>()

/** Whether an error has been passed to `onError`: the error of a stream is seen again by who reads it. */
export const isReported = (error: unknown): boolean => error instanceof UploadError && reported.has(error)

/**
 * Sends the response of `respond`, or its failure as JSON; never rejects. Every response has an `x-request-id`,
 * under which a failure of the server is reported once.
 */
export async function toResponse(
  request: Request,
  respond: (report: Report) => Promise<Response>,
  onError: (error: unknown, request: Request) => void,
): Promise<Response> {
  const requestId = requestIdOf(request)

  function report(thrown: unknown): UploadError {
    const fallback =
      'The server failed. Try again. If the problem persists, contact the server’s administrator.'
    const error = toUploadError(thrown, 'server-error', fallback)
    if (httpStatusOf(error) < 500 || request.signal.aborted || reported.has(error)) return error
    reported.add(error)
    const { code, message, status, url, cause } = error
    try {
      onError(new UploadError(code, message, { status, url, requestId, cause }), request)
    } catch {
      // A failing logger must not prevent the response.
    }
    return error
  }

  const response = await respond(report).catch((thrown: unknown) => failureResponse(report(thrown)))
  if (!response.headers.has('x-request-id')) response.headers.set('x-request-id', requestId)
  return response
}

/** The caller's own id where it is safe to log, so that client and server logs can be correlated. */
function requestIdOf(request: Request): string {
  const id = request.headers.get('x-request-id')
  return id !== null && /^[\w.:-]{1,128}$/.test(id) ? id : crypto.randomUUID()
}

/** A JSON response. It contains signed URLs, so it must not be cached. */
export function jsonResponse(
  body: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      ...headers,
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}

/** A response without content. */
export function emptyResponse(): Response {
  return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
}

/** A failure as the client sees it: code and message, never the cause. */
export function failureResponse(error: UploadError): Response {
  const { code, message, retryAfterMs } = error
  const headers: Record<string, string> =
    retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) }
  return jsonResponse({ error: { code, message } }, httpStatusOf(error), headers)
}

/** The HTTP status of an error: its own where it is a failure status, else that of its code. */
export function httpStatusOf({ code, status }: UploadError): number {
  const isFailure = status !== undefined && status >= 400 && status <= 599
  return isFailure ? status : statusOfCode[code]
}

const statusOfCode: Readonly<Record<UploadErrorCode, number>> = {
  aborted: 400,
  'bad-request': 400,
  checksum: 400,
  conflict: 409,
  'content-type': 415,
  cors: 400,
  duplicate: 400,
  'empty-name': 400,
  'etag-not-exposed': 400,
  'file-changed': 400,
  'file-unreadable': 400,
  forbidden: 403,
  'invalid-response': 400,
  network: 400,
  'not-found': 404,
  offline: 400,
  'processing-failed': 409,
  'processing-timeout': 400,
  'rate-limited': 429,
  'server-error': 500,
  stalled: 400,
  timeout: 400,
  'too-large': 413,
  'too-many-files': 400,
  'type-not-allowed': 400,
  unauthorized: 401,
  unsupported: 409,
  'url-expired': 400,
}

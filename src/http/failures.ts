import { UploadError, type UploadErrorCode } from '../errors.ts'
import { isOffline } from '../lib/network.ts'
import { codeOfStatus, messageOfCode, withoutQueries } from './error-table.ts'
import { readText, type PendingResponse } from './response.ts'
import { requestIdOf, retryAfterMs } from './response-headers.ts'

// What follows a failed request. A chunk of its own: most pages never need it.

/** What an API says in the body of an error response: its message, and a code where it maps to one of ours. */
export type WireFailure = {
  code?: UploadErrorCode | undefined
  message?: string | undefined
  requestId?: string | undefined
}

/** Finds an API's own message in the JSON body of an error response; `undefined` where the body is not JSON. */
export type ParseErrorBody = (body: unknown, status: number) => WireFailure | undefined

/** How an API differs from another in its failures. */
export type FailureConventions = {
  /** Reads the API's own message from the JSON body of an error response. */
  parseErrorBody?: ParseErrorBody | undefined
  /** Which statuses are transient errors. @default 408, 425, 429 and 5xx but 501 and 505 */
  isTransient?: ((status: number, headers: Headers) => boolean) | undefined
  /** Milliseconds that a response asks to wait. @default by `Retry-After` */
  retryAfter?: ((headers: Headers, status: number) => number | undefined) | undefined
}

// A server that asks for a longer wait is not waited for: the error carries `retryAfterMs` instead.
const maxRetryAfterMs = 60_000

/**
 * Milliseconds that a response outside 2xx asks to wait before the next attempt; `undefined` if it does not say.
 *
 * @throws UploadError if the last attempt has failed, or another one would fail too
 */
export async function delayAfter(
  pending: PendingResponse,
  isLast: boolean,
  { parseErrorBody, isTransient = isTransientStatus, retryAfter = retryAfterMs }: FailureConventions,
): Promise<number | undefined> {
  const { status, headers } = pending.response
  const requestedMs = retryAfter(headers, status)
  const isTooLong = requestedMs !== undefined && requestedMs > maxRetryAfterMs
  if (isLast || isTooLong || !isTransient(status, headers)) {
    throw await failureOf(pending, parseErrorBody, requestedMs)
  }
  // Reading the body gives the connection back to the pool.
  await readText(pending).catch(() => '')
  return requestedMs
}

/**
 * Whether a response with this status is a transient error: 408, 425, 429 and all of 5xx but 501 (not implemented) and
 * 505 (HTTP version not supported), which a retry cannot change.
 */
export function isTransientStatus(status: number): boolean {
  if (status >= 500) return status !== 501 && status !== 505
  return status === 408 || status === 425 || status === 429
}

const maxBodyExcerpt = 1000

/** The error that a response outside 2xx stands for. `retryAfter` is what the response asks for, in milliseconds. */
export async function failureOf(
  pending: PendingResponse,
  parseErrorBody: ParseErrorBody | undefined,
  retryAfter = retryAfterMs(pending.response.headers),
): Promise<UploadError> {
  const { url, status, headers } = pending.response
  const text = await readText(pending).catch(() => '')
  const wire = parseErrorBody?.(parseJson(text), status)
  const message = wire?.message ?? messageOfCode(codeOfStatus(status), 'server', String(status))
  return new UploadError(wire?.code ?? codeOfStatus(status), message, {
    url,
    status,
    requestId: wire?.requestId ?? requestIdOf(headers),
    retryAfterMs: retryAfter,
    cause: new Error(`HTTP ${status}${text ? `: ${withoutQueries(text).slice(0, maxBodyExcerpt)}` : ''}`),
  })
}

/** The error of a response that is not JSON, or JSON of another shape: `cause` is what the parser has thrown. */
export function invalidResponse(
  text: string,
  { url, status, headers }: Pick<Response, 'url' | 'status' | 'headers'>,
  cause: unknown,
): UploadError {
  const details = { url, status, requestId: requestIdOf(headers), cause }
  if (parseJson(text) === undefined) {
    const type = headers.get('content-type')?.split(';')[0] || 'no content type'
    const actual = text.trim() === '' ? 'is empty' : `is not JSON (${type})`
    const message = `The server's response ${actual}. Check that baseUrl points at the API.`
    return new UploadError('invalid-response', message, details)
  }
  const mismatch = cause instanceof Error ? cause.message : String(cause)
  const message =
    `The server's response does not match this client: ${mismatch}. ` +
    'Check that client and server have the same version.'
  return new UploadError('invalid-response', message, details)
}

/** Whether a request had no response, so that it may be sent again. */
export function isNetworkError(error: unknown): boolean {
  return (
    error instanceof UploadError && error.status === undefined && ['network', 'timeout'].includes(error.code)
  )
}

/** The error of a request without a response. */
export function networkError(thrown: unknown, url: string): UploadError {
  const cause = withoutUrl(thrown)
  if (isOffline()) {
    return new UploadError('offline', 'You are offline. Connect to the network and try again.', {
      url,
      cause,
    })
  }
  // `fetch` hides from a page whether the server is down or CORS is missing: https://fetch.spec.whatwg.org/#concept-network-error
  const message =
    'The server could not be reached. Check the connection, that the server is running, and that it allows ' +
    "this page's origin (CORS)."
  return new UploadError('network', message, { url, cause })
}

/** The platform's error quotes a URL that it rejects, which may contain credentials or a signature. */
function withoutUrl(cause: unknown): unknown {
  const isQuoting = cause instanceof TypeError && /\burl\b|:\/\//i.test(cause.message)
  return isQuoting ? new TypeError('The URL is invalid, or contains credentials.') : cause
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

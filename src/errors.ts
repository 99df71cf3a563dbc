/** All error codes. docs/errors.md describes each. */
export const uploadErrorCodes = [
  'aborted',
  'timeout',
  'offline',
  'network',
  'cors',
  'etag-not-exposed',
  'unauthorized',
  'forbidden',
  'url-expired',
  'content-type',
  'too-large',
  'type-not-allowed',
  'too-many-files',
  'duplicate',
  'empty-name',
  'file-unreadable',
  'file-changed',
  'checksum',
  'stalled',
  'rate-limited',
  'bad-request',
  'conflict',
  'server-error',
  'invalid-response',
  'not-found',
  'processing-failed',
  'processing-timeout',
  'unsupported',
] as const

/** Identifies a kind of failure, so that code can branch on it. */
export type UploadErrorCode = (typeof uploadErrorCodes)[number]

/** Details of an error. */
export type UploadErrorDetails = {
  /** The URL that failed, without its query, since the signature of a presigned URL is a secret. */
  url?: string | undefined
  /** HTTP status; absent without a response. */
  status?: number | undefined
  /** `x-request-id` or `x-amz-request-id` of the response. */
  requestId?: string | undefined
  /** The delay that the server requested with `Retry-After`, in milliseconds. */
  retryAfterMs?: number | undefined
  /** The error that caused this one. */
  cause?: unknown
}

/**
 * The error of every expected failure: a code, a message that says what happened and what to do, and the original error
 * as `cause`.
 */
export class UploadError extends Error {
  override readonly name = 'UploadError'
  readonly code: UploadErrorCode
  readonly url: string | undefined
  readonly status: number | undefined
  readonly requestId: string | undefined
  readonly retryAfterMs: number | undefined

  constructor(code: UploadErrorCode, message: string, details: UploadErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.url = details.url === undefined ? undefined : withoutQuery(details.url)
    this.status = details.status
    this.requestId = details.requestId
    this.retryAfterMs = details.retryAfterMs
  }
}

/** The URL without query, fragment and credentials, which is safe to log. */
export function withoutQuery(url: string): string {
  const bare = url.replace(/[?#].*$/s, '')
  return bare.replace(/^([a-z][a-z\d+.-]*:\/\/)[^/@]*@/i, '$1')
}

/** Converts a thrown value to an `UploadError`. Values that are not one get this code and message. */
export function toUploadError(
  thrown: unknown,
  code: UploadErrorCode = 'server-error',
  message = 'The upload failed unexpectedly. Try again.',
): UploadError {
  if (thrown instanceof UploadError) return thrown
  return new UploadError(code, message, { cause: thrown })
}

/** The error of a cancelled upload or call. An `UploadError` as the cause is returned as it is. */
export function createAbortError(cause?: unknown): UploadError {
  if (cause instanceof UploadError) return cause
  return new UploadError('aborted', 'The upload was cancelled. Start it again if that was not meant.', {
    cause,
  })
}

const transientCodes: ReadonlySet<UploadErrorCode> = new Set([
  'network',
  'offline',
  'timeout',
  'stalled',
  'rate-limited',
])

// Not Implemented and HTTP Version Not Supported: a retry gets the same response.
const permanentServerErrors: readonly number[] = [501, 505]

/** Whether the same call may succeed later: the connection failed, or the server is busy or broken (5xx). */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof UploadError)) return false
  const { code, status } = error
  if (transientCodes.has(code)) return true
  return (
    code === 'server-error' &&
    status !== undefined &&
    status >= 500 &&
    !permanentServerErrors.includes(status)
  )
}

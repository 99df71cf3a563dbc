/** What went wrong, in one word that code can branch on. */
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

/** What went wrong, in one word that code can branch on. */
export type UploadErrorCode = (typeof uploadErrorCodes)[number]

/** What is known of a failure besides its sentence. */
export type UploadErrorDetails = {
  /** The address that failed. Its query is cut off: signatures are secrets. */
  url?: string | undefined
  /** HTTP status; absent where no answer came. */
  status?: number | undefined
  /** `x-request-id` or `x-amz-request-id` of the answer. */
  requestId?: string | undefined
  /** How long the server asked to be left alone, in milliseconds. */
  retryAfterMs?: number | undefined
  /** The failure underneath. */
  cause?: unknown
}

/**
 * Every expected failure of this library: a code, a sentence that says what happened and what to do, and
 * the failure underneath as `cause`.
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

/** The address without query, fragment and credentials: what may be shown of a signed URL. */
export function withoutQuery(url: string): string {
  const bare = url.replace(/[?#].*$/s, '')
  return bare.replace(/^([a-z][a-z\d+.-]*:\/\/)[^/@]*@/i, '$1')
}

/** Any thrown value as an `UploadError`; what is not one yet becomes `code`. */
export function toUploadError(thrown: unknown, code: UploadErrorCode, message: string): UploadError {
  if (thrown instanceof UploadError) return thrown
  return new UploadError(code, message, { cause: thrown })
}

/** The error of a cancelled trip. */
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

// "Not Implemented" and "HTTP Version Not Supported" do not change with time.
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

import { UploadError, type UploadErrorCode } from '../errors.ts'
import { retryAfterMs } from './backoff.ts'
import { readText, type PendingResponse } from './pending-response.ts'

/** What a wire's error body says: its own sentence, and its own code where it has one. */
export type WireFailure = { code?: UploadErrorCode; message?: string; requestId?: string }

/** Finds a wire's own words in the JSON body of a failure; `undefined` where the body is not JSON. */
export type ParseErrorBody = (body: unknown, status: number) => WireFailure | undefined

/** The error that an answer outside 2xx stands for, and how long its server `asked` to be left alone. */
export async function failureOf(
  sent: PendingResponse,
  readFailure: ParseErrorBody | undefined,
  asked = retryAfterMs(sent.response.headers),
): Promise<UploadError> {
  const { response } = sent
  const text = await readText(sent).catch(() => '')
  const wire = readFailure?.(parsed(text), response.status)
  const code = wire?.code ?? codeOf(response.status)
  const sentence = wire?.message ?? messageFor(response.status)
  return new UploadError(code, sentence, {
    url: response.url,
    status: response.status,
    requestId: wire?.requestId ?? requestIdOf(response.headers),
    retryAfterMs: asked,
    cause: new Error(`HTTP ${response.status}${text ? `: ${text.slice(0, 1000)}` : ''}`),
  })
}

/** The id that support asks for. */
export function requestIdOf(headers: Headers): string | undefined {
  return headers.get('x-request-id') ?? headers.get('x-amz-request-id') ?? undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function codeOf(status: number): UploadErrorCode {
  switch (status) {
    case 401:
      return 'unauthorized'
    case 403:
      return 'forbidden'
    case 404:
    case 410:
      return 'not-found'
    case 408:
      return 'timeout'
    case 413:
      return 'too-large'
    case 415:
      return 'content-type'
    case 425:
    case 429:
      return 'rate-limited'
    case 501:
      return 'unsupported'
    default:
      return 'server-error'
  }
}

function messageFor(status: number): string {
  switch (codeOf(status)) {
    case 'unauthorized':
      return 'The server does not know who is asking (401). Sign in again and retry.'
    case 'forbidden':
      return 'The server refused this (403). Ask for access to it.'
    case 'not-found':
      return `The server has nothing at this address (${status}). Check the client's baseUrl and the file's id.`
    case 'timeout':
      return 'The server gave up waiting (408). Check the connection and try again.'
    case 'too-large':
      return 'The server refused this as too large (413). Send less.'
    case 'content-type':
      return 'The server does not take this content type (415). Send another type.'
    case 'rate-limited':
      return `The server has had too many requests (${status}). Wait a moment and try again.`
    case 'unsupported':
      return 'The server cannot do this (501). Use another backend or server for it.'
    default:
      return status >= 500
        ? `The server failed (${status}). Try again; if it goes on, its operator should look.`
        : `The server refused the request (${status}). The request itself must change; see the error's cause.`
  }
}

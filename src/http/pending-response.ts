import { createAbortError, UploadError } from '../errors.ts'
import { createTimeoutSignal, type TimeoutSignal } from '../lib/abort.ts'
import { isOffline } from '../lib/is-offline.ts'

/** A response whose body is unread, and the timeout that still runs for reading it. */
export type PendingResponse = { response: Response; timeout: TimeoutSignal }

/** Sends one request; rejects if there is no response. Any status resolves. */
export async function send(
  fetch: typeof globalThis.fetch,
  url: string,
  init: RequestInit,
  call: { signal?: AbortSignal | undefined; timeoutMs: number },
): Promise<PendingResponse> {
  const timeout = createTimeoutSignal(call.signal, call.timeoutMs, url)
  try {
    return { response: await fetch(url, { ...init, signal: timeout.signal }), timeout }
  } catch (cause) {
    timeout.clear()
    throw toNetworkError(cause, url, timeout.signal)
  }
}

/** Reads the body within the attempt's timeout. */
export async function readText({ response, timeout }: PendingResponse): Promise<string> {
  try {
    return await response.text()
  } catch (cause) {
    throw toNetworkError(cause, response.url, timeout.signal)
  } finally {
    timeout.clear()
  }
}

function toNetworkError(cause: unknown, url: string, signal: AbortSignal): UploadError {
  if (signal.aborted) return createAbortError(signal.reason)
  // The client's own `fetch` may fail with a more precise error, such as a failed login.
  if (cause instanceof UploadError) return cause
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

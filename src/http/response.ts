import { createAbortError, UploadError } from '../errors.ts'
import { createTimeoutSignal, type TimeoutSignal } from '../lib/abort.ts'
import { loadChunk } from '../lib/load-chunk.ts'

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
    throw await toNetworkError(cause, url, timeout.signal)
  }
}

/** Reads the body within the attempt's timeout. */
export async function readText({ response, timeout }: PendingResponse): Promise<string> {
  try {
    return await response.text()
  } catch (cause) {
    throw await toNetworkError(cause, response.url, timeout.signal)
  } finally {
    timeout.clear()
  }
}

/** Loads the code that follows a failed request. */
export const loadFailures = () => loadChunk(() => import('./failures.ts'))

async function toNetworkError(cause: unknown, url: string, signal: AbortSignal): Promise<UploadError> {
  if (signal.aborted) return createAbortError(signal.reason)
  // The client's own `fetch` may fail with a more precise error, such as a failed login.
  if (cause instanceof UploadError) return cause
  const { networkError } = await loadFailures()
  return networkError(cause, url)
}

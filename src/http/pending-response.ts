import { createAbortError, UploadError } from '../errors.ts'
import { createTimeoutSignal, type TimeoutSignal } from '../lib/abort.ts'
import { isOffline } from '../lib/is-offline.ts'

/** An answer whose body may be unread, and the deadline that still runs for reading it. */
export type PendingResponse = { response: Response; deadline: TimeoutSignal }

/** One attempt: resolves with whatever the server answered, rejects where no answer came. */
export async function send(
  fetch: typeof globalThis.fetch,
  url: string,
  init: RequestInit,
  call: { signal?: AbortSignal | undefined; timeoutMs: number },
): Promise<PendingResponse> {
  const deadline = createTimeoutSignal(call.signal, call.timeoutMs, url)
  try {
    return { response: await fetch(url, { ...init, signal: deadline.signal }), deadline }
  } catch (cause) {
    deadline.clear()
    throw toNetworkError(cause, url, deadline.signal)
  }
}

/** Reads the body within the attempt's deadline. */
export async function readText({ response, deadline }: PendingResponse): Promise<string> {
  try {
    return await response.text()
  } catch (cause) {
    throw toNetworkError(cause, response.url, deadline.signal)
  } finally {
    deadline.clear()
  }
}

function toNetworkError(cause: unknown, url: string, signal: AbortSignal): UploadError {
  if (signal.aborted) return createAbortError(signal.reason)
  // A `fetch` that was given to the client may know better what went wrong, such as a log-in that failed.
  if (cause instanceof UploadError) return cause
  if (isOffline()) {
    return new UploadError('offline', 'You are offline. Connect to the network and try again.', {
      url,
      cause,
    })
  }
  // A page cannot tell a dead server from one that forgot CORS: fetch hides the difference on purpose.
  const message =
    'The server could not be reached. Check the connection, that the server is running, and that it allows ' +
    "this page's origin (CORS)."
  return new UploadError('network', message, { url, cause })
}

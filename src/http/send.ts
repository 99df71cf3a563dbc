import { abortedError, UploadError } from '../errors.ts'
import { createDeadline, type Deadline } from './deadline.ts'
import { isOffline } from './is-offline.ts'

/** An answer whose body may be unread, and the deadline that still runs for reading it. */
export type Sent = { response: Response; deadline: Deadline }

/** One attempt: resolves with whatever the server answered, rejects where no answer came. */
export async function send(
  fetch: typeof globalThis.fetch,
  url: string,
  init: RequestInit,
  call: { signal?: AbortSignal | undefined; timeoutMs: number },
): Promise<Sent> {
  const deadline = createDeadline(call.signal, call.timeoutMs, url)
  try {
    return { response: await fetch(url, { ...init, signal: deadline.signal }), deadline }
  } catch (cause) {
    deadline.clear()
    throw noAnswer(cause, url, deadline.signal)
  }
}

/** Reads the body within the attempt's deadline. */
export async function readText({ response, deadline }: Sent): Promise<string> {
  try {
    return await response.text()
  } catch (cause) {
    throw noAnswer(cause, response.url, deadline.signal)
  } finally {
    deadline.clear()
  }
}

function noAnswer(cause: unknown, url: string, signal: AbortSignal): UploadError {
  if (signal.aborted) return abortedError(signal.reason)
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

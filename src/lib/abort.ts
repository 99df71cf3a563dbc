import { UploadError } from '../errors.ts'

/**
 * Calls `onAborted` when the signal is aborted, at once if it already is. Returns the function that unsubscribes.
 *
 * Unsubscribing also drops the reference to the callback: V8 keeps a removed listener, and everything that its closure
 * holds, until the next major garbage collection.
 */
export function onAbort(
  signal: AbortSignal | null | undefined,
  onAborted: (reason: unknown) => void,
): () => void {
  if (!signal) return () => undefined
  if (signal.aborted) {
    onAborted(signal.reason)
    return () => undefined
  }
  return listen(signal, { onAborted })
}

// A function of its own, so that the closure holds nothing but `callbacks`.
function listen(signal: AbortSignal, callbacks: { onAborted?: (reason: unknown) => void }): () => void {
  const listener = () => callbacks.onAborted?.(signal.reason)
  signal.addEventListener('abort', listener, { once: true })
  return () => {
    delete callbacks.onAborted
    signal.removeEventListener('abort', listener)
  }
}

/** The promise, or a rejection with the signal's reason as soon as it is aborted. The work itself continues. */
export function raceAbort<T>(promise: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    const unsubscribe = onAbort(signal, reject)
    promise.then(resolve, reject).finally(unsubscribe)
  })
}

/** A signal with a timeout; `clear` stops the timer and detaches the signal from its parent. */
export type TimeoutSignal = { signal: AbortSignal; clear(): void }

/**
 * A signal that is aborted with its parent, or with a `timeout` error after `timeoutMs`. Like `AbortSignal.any` with
 * `AbortSignal.timeout`, but the timer can be cleared, so that a body can be streamed for longer than the timeout.
 */
export function createTimeoutSignal(
  parent: AbortSignal | undefined,
  timeoutMs: number,
  url: string,
): TimeoutSignal {
  const controller = new AbortController()
  const timer = setTimeout(() => {
    const message = `No response within ${timeoutMs / 1000} s. Check the connection and try again.`
    controller.abort(new UploadError('timeout', message, { url }))
  }, timeoutMs)
  const unsubscribe = onAbort(parent, (reason) => controller.abort(reason))
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer)
      unsubscribe()
    },
  }
}

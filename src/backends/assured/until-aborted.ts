/** The promise, left with the signal's reason as soon as it is aborted. What is waited for goes on for others. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    const stop = () => {
      reject(signal.reason)
    }
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    const settled = () => {
      signal.removeEventListener('abort', stop)
    }
    promise.then(resolve, reject).finally(settled)
  })
}

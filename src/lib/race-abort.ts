import { onAbort } from './on-abort.ts'

/** The promise, left with the signal's reason as soon as that is aborted. What is waited for goes on for others. */
export function raceAbort<T>(promise: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    const stop = onAbort(signal, reject)
    promise.then(resolve, reject).finally(stop)
  })
}

import { UploadError } from '../errors.ts'
import { onAbort } from './on-abort.ts'

/** A signal that ends with its caller's or after a time, whichever is first. */
export type TimeoutSignal = { signal: AbortSignal; clear(): void }

/** `AbortSignal.any` with a timer that can be stopped, so that a body handed out raw outlives the timeout. */
export function createDeadline(
  outer: AbortSignal | undefined,
  timeoutMs: number,
  url: string,
): TimeoutSignal {
  const controller = new AbortController()
  const timer = setTimeout(() => {
    const seconds = timeoutMs / 1000
    const message = `No answer within ${seconds} s. Check the connection and try again.`
    controller.abort(new UploadError('timeout', message, { url }))
  }, timeoutMs)
  const leave = onAbort(outer, (reason) => controller.abort(reason))
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer)
      leave()
    },
  }
}

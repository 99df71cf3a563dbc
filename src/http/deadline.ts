import { UploadError } from '../errors.ts'

/** A signal that ends with its caller's or after a time, whichever is first. */
export type Deadline = { signal: AbortSignal; clear(): void }

/** `AbortSignal.any` with a timer that can be stopped, so that a body handed out raw outlives the timeout. */
export function createDeadline(outer: AbortSignal | undefined, timeoutMs: number, url: string): Deadline {
  const controller = new AbortController()
  const follow = () => controller.abort(outer?.reason)
  const timer = setTimeout(() => {
    const seconds = timeoutMs / 1000
    const message = `No answer within ${seconds} s. Check the connection and try again.`
    controller.abort(new UploadError('timeout', message, { url }))
  }, timeoutMs)
  if (outer?.aborted) follow()
  outer?.addEventListener('abort', follow)
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer)
      outer?.removeEventListener('abort', follow)
    },
  }
}

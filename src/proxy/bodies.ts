import { UploadError } from '../errors.ts'
import type { Bytes } from '../lib/bytes.ts'

// Disables prefetching: a chunk is read only when the consumer asks for it.
const unbuffered = { highWaterMark: 0 }

export type IdleTimeout = ReturnType<typeof createIdleTimeout>

/** Calls `onTimeout` when the peer stays silent for `ms` milliseconds while data from it is expected. */
export function createIdleTimeout(ms: number, onTimeout: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStopped = false
  return {
    /** Starts or restarts the timeout: data from the peer is expected. */
    start() {
      clearTimeout(timer)
      if (!isStopped) timer = setTimeout(onTimeout, ms)
    },
    /** Suspends the timeout: nothing is expected from the peer. */
    pause() {
      clearTimeout(timer)
    },
    /** Ends the timeout for good. */
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}

/**
 * Streams the request's body to the upstream and limits its size. While the client is expected to send more, the
 * upstream's idle timeout is suspended.
 *
 * @param abort aborts the upstream request
 */
export function limitRequestBody(
  body: ReadableStream<Bytes>,
  maxBodyBytes: number,
  timeout: IdleTimeout,
  abort: (error: UploadError) => void,
): ReadableStream<Bytes> {
  const reader = body.getReader()
  let bytes = 0
  return new ReadableStream<Bytes>(
    {
      async pull(controller) {
        timeout.pause()
        const { done, value } = await reader.read()
        timeout.start()
        bytes += value?.byteLength ?? 0
        if (bytes > maxBodyBytes) {
          const error = createTooLargeError(maxBodyBytes)
          controller.error(error)
          abort(error)
          await reader.cancel(error)
        } else if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: (reason) => reader.cancel(reason),
    },
    unbuffered,
  )
}

/**
 * Streams the upstream's body to the client.
 *
 * @param onEnd called when it ends, fails or is cancelled
 * @param toError the error with which the client's body fails
 */
export function watchResponseBody(
  body: ReadableStream<Bytes>,
  timeout: IdleTimeout,
  onEnd: () => void,
  toError: (cause: unknown) => UploadError,
): ReadableStream<Bytes> {
  const reader = body.getReader()
  return new ReadableStream<Bytes>(
    {
      async pull(controller) {
        timeout.start()
        try {
          const next = await reader.read()
          timeout.pause()
          if (!next.done) {
            controller.enqueue(next.value)
            return
          }
          onEnd()
          controller.close()
        } catch (cause) {
          onEnd()
          throw toError(cause)
        }
      },
      async cancel(reason) {
        onEnd()
        await reader.cancel(reason)
      },
    },
    unbuffered,
  )
}

/** The 413 of a body larger than the limit. */
export function createTooLargeError(maxBodyBytes: number): UploadError {
  const message = `The request's body is larger than the limit of ${maxBodyBytes} bytes. Send less.`
  return new UploadError('too-large', message, { status: 413 })
}

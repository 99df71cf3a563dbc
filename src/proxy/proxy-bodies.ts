import { UploadError } from '../errors.ts'
import type { createIdleTimeout } from '../server/idle-timeout.ts'

type Bytes = Uint8Array<ArrayBuffer>
type IdleTimeout = ReturnType<typeof createIdleTimeout>

// Nothing is read before somebody wants it.
const unbuffered = { highWaterMark: 0 }

/**
 * The request's body on its way up, counted. While the client is to send more, the upstream's silence means nothing.
 *
 * @param end is told why the call must end
 */
export function outgoingBody(
  body: ReadableStream<Bytes>,
  maxBodyBytes: number,
  silence: IdleTimeout,
  end: (error: UploadError) => void,
): ReadableStream<Bytes> {
  const reader = body.getReader()
  let bytes = 0
  return new ReadableStream<Bytes>(
    {
      async pull(controller) {
        silence.rest()
        const { done, value } = await reader.read()
        silence.expect()
        bytes += value?.byteLength ?? 0
        if (bytes > maxBodyBytes) {
          const error = bodyTooLarge(maxBodyBytes)
          controller.error(error)
          end(error)
          await reader.cancel(error)
        } else if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: (reason) => reader.cancel(reason),
    },
    unbuffered,
  )
}

/** The upstream's body on its way down; `done` is called when nothing more will come of it. */
export function incomingBody(
  body: ReadableStream<Bytes>,
  silence: IdleTimeout,
  signal: AbortSignal,
  done: () => void,
): ReadableStream<Bytes> {
  const reader = body.getReader()
  return new ReadableStream<Bytes>(
    {
      async pull(controller) {
        silence.expect()
        try {
          const next = await reader.read()
          silence.rest()
          if (!next.done) {
            controller.enqueue(next.value)
            return
          }
          done()
          controller.close()
        } catch (cause) {
          done()
          if (signal.aborted) throw signal.reason
          const message = 'The upstream broke off in the midst of its answer. Try again.'
          throw new UploadError('server-error', message, { cause })
        }
      },
      async cancel(reason) {
        done()
        await reader.cancel(reason)
      },
    },
    unbuffered,
  )
}

/** More bytes than are let through. */
export function bodyTooLarge(maxBodyBytes: number): UploadError {
  const message = `The request's body is larger than ${maxBodyBytes} bytes, which is all that is let through. Send less.`
  return new UploadError('too-large', message, { status: 413 })
}

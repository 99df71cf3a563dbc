import { UploadError } from '../../errors.ts'
import { onAbort } from '../../lib/abort.ts'
import type { Network } from '../network.ts'
import type { SharedTimer } from '../scheduling/shared-timer.ts'

/** How a request is watched. */
export type StallDetectorOptions = {
  /** Milliseconds without progress after which the connection counts as broken. */
  stallTimeoutMs: number
  /** Bytes of the body. */
  size: number
  /** Bytes per millisecond that one connection was measured to send. */
  bytesPerMs(): number | undefined
  network: Network
  timer: SharedTimer
  /** Milliseconds since the browser may last have kept the request in its own queue, where silence means nothing. */
  msSinceQueued(): number
}

// What the page saw being sent may still be in the socket's buffer, which a slow connection empties slowly.
const socketBufferBytes = 4 * 1024 * 1024
const minBytesPerMs = 16
// A connection may have become this much slower since it was measured.
const maxSlowdown = 8
// A store hashes and copies the body before it responds.
const storeBytesPerMs = 10_000
const maxResponseTimeoutMs = 10 * 60_000

/** How long the response may take once the last byte has been sent, in milliseconds. */
function responseTimeoutMs(size: number, stallTimeoutMs: number, measuredBytesPerMs = 0): number {
  const bytesPerMs = Math.max(minBytesPerMs, measuredBytesPerMs / maxSlowdown)
  const bufferMs = Math.min(size, socketBufferBytes) / bytesPerMs
  return Math.min(maxResponseTimeoutMs, stallTimeoutMs + bufferMs + size / storeBytesPerMs)
}

/**
 * A signal that follows its parent and is also aborted by itself: with `stalled` after too long without progress, with
 * `offline` when the network is lost.
 */
export function createStallDetector(
  parent: AbortSignal,
  { stallTimeoutMs, size, bytesPerMs, network, timer, msSinceQueued }: StallDetectorOptions,
) {
  const controller = new AbortController()
  let timeoutMs = stallTimeoutMs

  function onTimeout() {
    const silentMs = msSinceQueued()
    if (silentMs < timeoutMs) {
      timer.set(onTimeout, timeoutMs - silentMs)
      return
    }
    const seconds = Math.round(timeoutMs / 1000)
    const message = `No progress for ${seconds} s. Check the connection and try again.`
    controller.abort(new UploadError('stalled', message))
  }

  function restart(ms: number) {
    timeoutMs = ms
    timer.set(onTimeout, ms)
  }

  const unsubscribeOffline = network.onOffline(() => {
    const message = "Connection lost. The upload will continue when you're back online."
    controller.abort(new UploadError('offline', message))
  })
  const unsubscribeAbort = onAbort(parent, (reason) => {
    controller.abort(reason)
  })
  restart(stallTimeoutMs)
  return {
    signal: controller.signal,
    /** Bytes have been sent. */
    onProgress() {
      restart(stallTimeoutMs)
    },
    /** Every byte has been sent. */
    onSent() {
      restart(responseTimeoutMs(size, stallTimeoutMs, bytesPerMs()))
    },
    stop() {
      timer.clear(onTimeout)
      unsubscribeOffline()
      unsubscribeAbort()
    },
  }
}

import { UploadError } from '../../errors.ts'
import { onAbort } from '../../lib/abort.ts'
import type { Alarms } from '../scheduling/shared-timer.ts'
import type { Network } from '../network.ts'

/** What a request is watched with. */
export type WatchOptions = {
  /** Milliseconds of silence after which the connection counts as dead. */
  stallTimeoutMs: number
  /** Bytes of the body. */
  size: number
  /** Bytes per millisecond that a connection was seen to carry, where one was. */
  perConnection(): number | undefined
  network: Network
  alarms: Alarms
  /** Milliseconds since the browser may last have kept the request in its own queue, where silence means nothing. */
  queuedAgoMs(): number
}

// What the page saw leave may sit in the socket's buffer yet, and a bad line takes its time to empty that.
const socketBufferBytes = 4 * 1024 * 1024
const slowestBytesPerMs = 16
// A line may have become so much slower since it was measured.
const slowdown = 8
// A store hashes and copies what it was given before it says the last word.
const storeBytesPerMs = 10_000
const maxResponseMs = 10 * 60_000

/** How long an answer may take once the last byte has left, in milliseconds. */
function responseTimeoutMs(size: number, stallTimeoutMs: number, perConnection = 0): number {
  const bytesPerMs = Math.max(slowestBytesPerMs, perConnection / slowdown)
  const draining = Math.min(size, socketBufferBytes) / bytesPerMs
  return Math.min(maxResponseMs, stallTimeoutMs + draining + size / storeBytesPerMs)
}

/**
 * A signal that follows `outer` and ends by itself: as `stalled` when nothing moves for too long, as `offline` when the
 * network goes. Begin it with the slot.
 */
export function createStallDetector(
  outer: AbortSignal,
  { stallTimeoutMs, size, perConnection, network, alarms, queuedAgoMs }: WatchOptions,
) {
  const controller = new AbortController()
  let patienceMs = stallTimeoutMs

  function onTimeout() {
    const silentMs = queuedAgoMs()
    if (silentMs < patienceMs) {
      alarms.set(onTimeout, patienceMs - silentMs)
      return
    }
    const message = `Nothing moved for ${Math.round(patienceMs / 1000)} s. Check the connection and try again.`
    controller.abort(new UploadError('stalled', message))
  }

  function wait(ms: number) {
    patienceMs = ms
    alarms.set(onTimeout, ms)
  }

  const deaf = network.onOffline(() => {
    const message = 'The network is gone. The upload goes on when it is back.'
    controller.abort(new UploadError('offline', message))
  })
  const leave = onAbort(outer, (reason) => {
    controller.abort(reason)
  })
  wait(stallTimeoutMs)
  return {
    signal: controller.signal,
    /** Bytes moved. */
    note() {
      wait(stallTimeoutMs)
    },
    /** Every byte has left. */
    expectAnswer() {
      wait(responseTimeoutMs(size, stallTimeoutMs, perConnection()))
    },
    clear() {
      alarms.clear(onTimeout)
      deaf()
      leave()
    },
  }
}

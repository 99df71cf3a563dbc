import { UploadError } from '../../errors.ts'
import { onAbort } from '../../lib/abort.ts'
import type { Network } from '../../lib/network.ts'
import type { SharedTimer } from '../scheduling/shared-timer.ts'

/** How a request is watched. */
export type StallDetectorOptions = {
  /** Milliseconds without progress after which the connection counts as broken. */
  stallTimeoutMs: number
  /** Bytes of the body. */
  size: number
  /** Number of earlier attempts that stalled. Each doubles the timeouts, so that a slow store completes in the end. */
  stalls: number
  /** Bytes per millisecond that one connection was measured to send. */
  bytesPerMs(): number | undefined
  network: Network
  timer: SharedTimer
  /** Milliseconds since the browser may last have kept the request in its own queue, where it makes no progress. */
  msSinceQueued(): number
  /**
   * The longest silence before the responses of comparable requests that were received while this one was silent;
   * `undefined` if there were too few.
   */
  slowestPeerMs(): number | undefined
}

// Bytes that were reported as sent may still be in the socket buffer, which a slow connection empties slowly.
const socketBufferBytes = 4 * 1024 * 1024
const minBytesPerMs = 16
// A connection may have become this much slower since it was measured.
const maxSlowdown = 8
// A store hashes and copies the body before it responds.
const storeBytesPerMs = 10_000
const maxResponseTimeoutMs = 10 * 60_000
// Without progress events, the time that the whole body takes counts: 1 Mbit/s until it has been measured.
const minSilentBytesPerMs = 128

// While the store responds to other requests: see docs/decisions/response-timeout.md.
const minPeerTimeoutMs = 5_000
const peerFactor = 4
const maxPeerStalls = 2
const recheckMs = 1_000

/** How long the response may take once the last byte has been sent, in milliseconds. */
function responseTimeoutMs(size: number, stallTimeoutMs: number, measuredBytesPerMs = 0): number {
  const bytesPerMs = Math.max(minBytesPerMs, measuredBytesPerMs / maxSlowdown)
  const bufferMs = Math.min(size, socketBufferBytes) / bytesPerMs
  return Math.min(maxResponseTimeoutMs, stallTimeoutMs + bufferMs + size / storeBytesPerMs)
}

/** How long a request may take that reports no progress at all, in milliseconds. */
function silentTimeoutMs(size: number, stallTimeoutMs: number, measuredBytesPerMs = 0): number {
  const bytesPerMs = Math.max(minSilentBytesPerMs, measuredBytesPerMs / maxSlowdown)
  return Math.min(maxResponseTimeoutMs, stallTimeoutMs + size / bytesPerMs)
}

/**
 * The timeout while the store responds to other requests, in milliseconds: network and store work, and only this request
 * is lost. `Infinity` if too few responses were received, or too many attempts have stalled.
 */
function peerTimeoutMs(slowestPeerMs: number | undefined, stalls: number, stallTimeoutMs: number): number {
  if (slowestPeerMs === undefined || stalls >= maxPeerStalls) return Infinity
  const minMs = Math.min(minPeerTimeoutMs, stallTimeoutMs) * 2 ** stalls
  return Math.max(minMs, slowestPeerMs * peerFactor)
}

/**
 * Whether requests pass through a service worker: then `XMLHttpRequest` fires no progress events.
 * https://github.com/w3c/ServiceWorker/issues/1141
 */
function isInServiceWorker(): boolean {
  const { serviceWorker }: Partial<Navigator> = typeof navigator === 'object' ? navigator : {}
  return Boolean(serviceWorker?.controller)
}

/**
 * A signal that follows its parent and is also aborted by itself: with `stalled` after too long without progress, with
 * `offline` when the network is lost.
 */
export function createStallDetector(
  parent: AbortSignal,
  {
    stallTimeoutMs,
    size,
    stalls,
    bytesPerMs,
    network,
    timer,
    msSinceQueued,
    slowestPeerMs,
  }: StallDetectorOptions,
) {
  const controller = new AbortController()
  let timeoutMs = 0
  let silentSince = 0

  function check() {
    const silentMs = Math.min(performance.now() - silentSince, msSinceQueued())
    const limitMs = Math.min(timeoutMs, peerTimeoutMs(slowestPeerMs(), stalls, stallTimeoutMs))
    if (silentMs < limitMs) {
      timer.set(check, Math.min(limitMs - silentMs, recheckMs))
      return
    }
    const seconds = Math.round(silentMs / 1000)
    const message = `No progress for ${seconds} s. Check the connection and try again.`
    controller.abort(new UploadError('stalled', message))
  }

  function restart(ms: number) {
    timeoutMs = ms * 2 ** stalls
    silentSince = performance.now()
    timer.set(check, Math.min(timeoutMs, minPeerTimeoutMs))
  }

  const unsubscribeOffline = network.onOffline(() => {
    const message = "Connection lost. The upload will continue when you're back online."
    controller.abort(new UploadError('offline', message))
  })
  const unsubscribeAbort = onAbort(parent, (reason) => {
    controller.abort(reason)
  })
  restart(isInServiceWorker() ? silentTimeoutMs(size, stallTimeoutMs, bytesPerMs()) : stallTimeoutMs)
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
      timer.clear(check)
      unsubscribeOffline()
      unsubscribeAbort()
    },
  }
}

import { UploadError } from '../../errors.ts'
import { isPageOrigin } from '../../lib/origin.ts'
import type { TransferResponse } from '../../model/upload-target.ts'
import { diagnoseNetworkError, toStorageError, toTargetError } from '../diagnostics/transfer-error.ts'
import type { Network } from '../../lib/network.ts'
import type { UploadRun } from '../run-upload.ts'
import type { ConnectionTracker } from '../scheduling/connection-tracker.ts'
import { speedTtlMs } from '../speed.ts'
import type { UploadStatsRecorder } from '../upload-stats.ts'
import { createStallDetector } from './stall-detector.ts'
import type { Transfer, TransferRequest } from './transfer.ts'

/** One body and where it is sent. */
type SendOptions = Pick<TransferRequest, 'method' | 'url' | 'headers' | 'body' | 'size'> & {
  /** The file, which is checked when there is no response. */
  source: Blob
  expiresAt?: Date | undefined
  /** Where in the file the body begins. */
  start: number
  /** Called with the bytes of this body that have been sent. */
  onProgress(sentBytes: number): void
}

/** One attempt to send bytes to the storage. Resolves with a 2xx response, rejects with an `UploadError`. */
export type SendRequest = (
  options: SendOptions,
  run: Pick<UploadRun, 'signal' | 'stats' | 'session'>,
) => Promise<TransferResponse>

type SenderOptions = {
  transfer: Transfer
  network: Network
  stallTimeoutMs: number | undefined
  connections: ConnectionTracker
  /** Whether others wait for a slot. */
  hasMore(): boolean
  /** Called with the URL of a successful request. */
  onSuccess(url: string): void
}

/** Sends requests through a transfer, and watches and measures them. */
export function createSender(options: SenderOptions): SendRequest {
  const { transfer, network, stallTimeoutMs = 30_000, connections, hasMore, onSuccess } = options
  // Attempts that were given up without a response, by upload and by where the body begins.
  const stalls = new WeakMap<UploadStatsRecorder, Map<number, number>>()

  function countStall(stats: UploadStatsRecorder, start: number) {
    const byStart = stalls.get(stats) ?? new Map<number, number>()
    stalls.set(stats, byStart.set(start, (byStart.get(start) ?? 0) + 1))
  }

  return async (request, { signal, stats, session }) => {
    const { method, url, headers, body, size, source, expiresAt, start, onProgress } = request
    const isHttp = /^https?:\/\//i.test(url)
    // `XMLHttpRequest` sends the page's cookies to its own origin: only a backend of that origin may direct bytes there.
    const isAllowed = isHttp && (!isPageOrigin(url) || isPageOrigin(session.backend.scope ?? ''))
    if (!isAllowed) throw await toTargetError(url, isHttp)
    let sentBytes = 0
    let deliveredBytes: number | undefined
    const handle = connections.start(url, hasMore, size)
    const stallDetector = createStallDetector(signal, {
      stallTimeoutMs,
      size,
      stalls: stalls.get(stats)?.get(start) ?? 0,
      bytesPerMs: connections.bytesPerMs,
      network,
      timer: connections.timer,
      msSinceQueued: () => (sentBytes === 0 && size > 0 ? connections.msSinceSaturated(url) : Infinity),
      slowestPeerMs: handle.slowestPeerMs,
    })

    function count(bytes: number) {
      if (bytes <= sentBytes) return
      stats.sent(start, sentBytes, bytes)
      sentBytes = bytes
    }

    function onSent(bytes: number) {
      if (bytes > sentBytes) handle.onProgress()
      count(bytes)
      // All bytes are sent, none is known to have arrived: `upload.load` fires at different times in different browsers.
      if (bytes >= size) {
        stallDetector.onSent()
        connections.timer.clear(refreshSpeed)
      } else {
        stallDetector.onProgress()
        connections.timer.set(refreshSpeed, speedTtlMs)
      }
      onProgress(bytes)
    }

    /** Reports once more after a silence, so that no outdated speed is shown. */
    function refreshSpeed() {
      onProgress(sentBytes)
    }

    stats.attempt()
    // Browsers fire no progress event for an empty body.
    if (size === 0) onSent(0)
    try {
      const response = await transfer({
        method,
        url,
        headers,
        body,
        size,
        onProgress: onSent,
        signal: stallDetector.signal,
      })
      handle.onResponse()
      if (response.status < 200 || response.status >= 300) {
        if (response.status === 503 || response.status === 429) connections.onThrottled()
        throw await toStorageError(response, request)
      }
      // Progress events are throttled: the last one may be missing.
      count(size)
      deliveredBytes = size
      onSuccess(url)
      return response
    } catch (cause) {
      if (!(cause instanceof UploadError) || cause.code !== 'network' || cause.status !== undefined)
        throw cause
      const isSureOfCors = sentBytes > 0 || connections.hasResponded(url)
      const context = { url, headers, signal: stallDetector.signal, source, expiresAt, isSureOfCors, cause }
      throw await diagnoseNetworkError(context)
    } finally {
      connections.timer.clear(refreshSpeed)
      handle.end(deliveredBytes)
      stallDetector.stop()
      const reason: unknown = stallDetector.signal.reason
      if (reason instanceof UploadError && reason.code === 'stalled') countStall(stats, start)
    }
  }
}

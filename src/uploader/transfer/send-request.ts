import type { Backend } from '../../backends/backend.ts'
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
  const stalls = createStallCounts()
  return async (request, run) => {
    await assertAllowed(request.url, run.session.backend)
    return sendOnce(request, run, options, stalls)
  }
}

/** `XMLHttpRequest` sends the page's cookies to its own origin: only a backend of that origin may direct bytes there. */
async function assertAllowed(url: string, { scope = '' }: Backend) {
  const isHttp = /^https?:\/\//i.test(url)
  const isAllowed = isHttp && (!isPageOrigin(url) || isPageOrigin(scope))
  if (!isAllowed) throw await toTargetError(url, isHttp)
}

async function sendOnce(
  request: SendOptions,
  { signal: parent, stats }: Pick<UploadRun, 'signal' | 'stats'>,
  options: SenderOptions,
  stalls: StallCounts,
): Promise<TransferResponse> {
  const { method, url, headers, body, size, start, onProgress } = request
  const { transfer, network, stallTimeoutMs = 30_000, connections, hasMore, onSuccess } = options
  const { bytesPerMs, timer } = connections
  const handle = connections.start(url, hasMore, size)
  const sent = createByteCounter(stats, start)
  let deliveredBytes: number | undefined
  const stallDetector = createStallDetector(parent, {
    stallTimeoutMs,
    size,
    stalls: stalls.get(stats, start),
    bytesPerMs,
    network,
    timer,
    msSinceQueued: () => (sent.bytes() === 0 && size > 0 ? connections.msSinceSaturated(url) : Infinity),
    slowestPeerMs: handle.slowestPeerMs,
  })
  const { signal } = stallDetector

  function onSent(bytes: number) {
    if (sent.count(bytes)) handle.onProgress()
    // All bytes are sent, none is known to have arrived: `upload.load` fires at different times in different browsers.
    if (bytes >= size) {
      stallDetector.onSent()
      timer.clear(refreshSpeed)
    } else {
      stallDetector.onProgress()
      timer.set(refreshSpeed, speedTtlMs)
    }
    onProgress(bytes)
  }

  /** Reports once more after a silence, so that no outdated speed is shown. */
  function refreshSpeed() {
    onProgress(sent.bytes())
  }

  stats.attempt()
  // Browsers fire no progress event for an empty body.
  if (size === 0) onSent(0)
  try {
    const response = await transfer({ method, url, headers, body, size, onProgress: onSent, signal })
    handle.onResponse()
    if (response.status === 503 || response.status === 429) connections.onThrottled()
    if (response.status < 200 || response.status >= 300) throw await toStorageError(response, request)
    // Progress events are throttled: the last one may be missing.
    sent.count(size)
    deliveredBytes = size
    onSuccess(url)
    return response
  } catch (cause) {
    const isSureOfCors = sent.bytes() > 0 || connections.hasResponded(url)
    throw await explainFailure(cause, request, signal, isSureOfCors)
  } finally {
    timer.clear(refreshSpeed)
    handle.end(deliveredBytes)
    stallDetector.stop()
    if (isStalled(signal)) stalls.add(stats, start)
  }
}

/** Counts each byte of one body once. */
function createByteCounter(stats: UploadStatsRecorder, start: number) {
  let sentBytes = 0
  return {
    bytes: (): number => sentBytes,
    /** Returns whether there are more than before. */
    count(bytes: number): boolean {
      if (bytes <= sentBytes) return false
      stats.sent(start, sentBytes, bytes)
      sentBytes = bytes
      return true
    },
  }
}

type StallCounts = ReturnType<typeof createStallCounts>

/** Attempts that were given up without a response, by upload and by where the body begins. */
function createStallCounts() {
  const counts = new WeakMap<UploadStatsRecorder, Map<number, number>>()
  const get = (stats: UploadStatsRecorder, start: number): number => counts.get(stats)?.get(start) ?? 0
  return {
    get,
    add(stats: UploadStatsRecorder, start: number) {
      const byStart = counts.get(stats) ?? new Map<number, number>()
      counts.set(stats, byStart.set(start, get(stats, start) + 1))
    },
  }
}

function isStalled({ reason }: AbortSignal): boolean {
  return reason instanceof UploadError && reason.code === 'stalled'
}

/** Why an attempt has failed; where there was no response, the reason has to be found out. */
async function explainFailure(
  cause: unknown,
  { url, headers, source, expiresAt }: SendOptions,
  signal: AbortSignal,
  isSureOfCors: boolean,
): Promise<unknown> {
  if (!(cause instanceof UploadError) || cause.code !== 'network' || cause.status !== undefined) return cause
  return diagnoseNetworkError({ url, headers, signal, source, expiresAt, isSureOfCors, cause })
}

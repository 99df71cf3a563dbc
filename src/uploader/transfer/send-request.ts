import { UploadError } from '../../errors.ts'
import type { TransferResponse } from '../../model/upload-target.ts'
import { diagnoseNetworkError, toStorageError } from '../diagnostics/transfer-error.ts'
import { speedTtlMs } from '../speed.ts'
import type { TransferRequest } from './transfer.ts'
import type { UploadContext } from '../run-upload.ts'
import { getExpiry } from '../../lib/url-expiry.ts'
import { createStallDetector } from './stall-detector.ts'

/** One body and where it goes. */
export type SendOptions = Pick<TransferRequest, 'method' | 'url' | 'headers' | 'body' | 'size'> & {
  /** The file, to look at when no answer comes. */
  source: Blob
  expiresAt?: Date
  /** Where in the file the body begins. */
  start: number
  /** Bytes of this body that have left. */
  onProgress(sentBytes: number): void
}

/** One attempt to bring bytes to the storage. Resolves with a 2xx answer, rejects with an `UploadError`. */
export async function sendBytes(consignment: SendOptions, trip: UploadContext): Promise<TransferResponse> {
  const { method, url, headers, body, size, source, expiresAt, start, onProgress } = consignment
  const { transfer, signal, network, traffic, stats, slots, retry } = trip
  const watchdog = createStallDetector(signal, {
    stallTimeoutMs: retry.stallTimeoutMs ?? 30_000,
    size,
    perConnection: traffic.perConnection,
    network,
    alarms: traffic.alarms,
    queuedAgoMs: () => (left === 0 && size > 0 ? traffic.crowdedAgoMs(url) : Infinity),
  })
  const journey = traffic.begin(url, () => slots.waiting > 0)
  const dies = getExpiry({ url, expiresAt })
  let left = 0
  let carried: number | undefined

  function count(sentBytes: number) {
    if (sentBytes <= left) return
    stats.sent(start, left, sentBytes)
    left = sentBytes
  }

  function note(sentBytes: number) {
    if (sentBytes > left) journey.moved()
    count(sentBytes)
    // All bytes have left, none is known to have arrived: not done, and browsers disagree on `upload.load`.
    if (sentBytes >= size) watchdog.expectAnswer()
    else watchdog.note()
    if (sentBytes >= size) traffic.alarms.clear(refreshSpeed)
    else traffic.alarms.set(refreshSpeed, speedTtlMs)
    onProgress(sentBytes)
  }

  /** Told once more after a silence, so that no speed from before it stays. */
  function refreshSpeed() {
    onProgress(left)
  }

  stats.attempt()
  // An empty body has no byte to report: browsers fire no progress event for it.
  if (size === 0) note(0)
  try {
    const answer = await transfer({
      method,
      url,
      headers,
      body,
      size,
      onProgress: note,
      signal: watchdog.signal,
    })
    journey.answered()
    if (answer.status < 200 || answer.status >= 300) throw await toStorageError(answer, consignment, dies)
    // Not every progress is told of.
    count(size)
    carried = size
    return answer
  } catch (cause) {
    if (cause instanceof UploadError && (cause.status === 503 || cause.status === 429)) traffic.refused()
    const unanswered = cause instanceof UploadError && cause.code === 'network'
    if (!unanswered) throw cause
    throw await diagnoseNetworkError({
      url,
      headers,
      signal: watchdog.signal,
      source,
      dies,
      isSureOfCors: left > 0 || traffic.hasAnswered(url),
      cause,
    })
  } finally {
    traffic.alarms.clear(refreshSpeed)
    journey.end(carried)
    watchdog.clear()
  }
}

import { UploadError } from '../errors.ts'
import type { TransferAnswer } from '../model/upload-target.ts'
import { explainNoAnswer } from './no-answer.ts'
import { refusalOf } from './refusal.ts'
import { speedLastsMs } from './speed.ts'
import type { TransferRequest } from './transfer.ts'
import type { TripContext } from './trip.ts'
import { deathOf } from './url-life.ts'
import { createWatchdog } from './watchdog.ts'

/** One body and where it goes. */
export type Consignment = Pick<TransferRequest, 'method' | 'url' | 'headers' | 'body' | 'size'> & {
  /** The file, to look at when no answer comes. */
  source: Blob
  expiresAt?: Date
  /** Where in the file the body begins. */
  start: number
  /** Bytes of this body that have left. */
  onProgress(sentBytes: number): void
}

/** One attempt to bring bytes to the storage. Resolves with a 2xx answer, rejects with an `UploadError`. */
export async function sendBytes(consignment: Consignment, trip: TripContext): Promise<TransferAnswer> {
  const { method, url, headers, body, size, source, expiresAt, start, onProgress } = consignment
  const { transfer, signal, network, traffic, ledger, slots, retry } = trip
  const watchdog = createWatchdog(signal, {
    stallMs: retry.stallMs ?? 30_000,
    size,
    perConnection: traffic.perConnection,
    network,
    alarms: traffic.alarms,
    queuedAgoMs: () => (left === 0 && size > 0 ? traffic.crowdedAgoMs(url) : Infinity),
  })
  const journey = traffic.begin(url, () => slots.waiting > 0)
  const dies = deathOf({ url, expiresAt })
  let left = 0
  let carried: number | undefined

  function count(sentBytes: number) {
    if (sentBytes <= left) return
    ledger.sent(start, left, sentBytes)
    left = sentBytes
  }

  function note(sentBytes: number) {
    if (sentBytes > left) journey.moved()
    count(sentBytes)
    // All bytes have left, none is known to have arrived: not done, and browsers disagree on `upload.load`.
    if (sentBytes >= size) watchdog.expectAnswer()
    else watchdog.note()
    if (sentBytes >= size) traffic.alarms.clear(tellAgain)
    else traffic.alarms.set(tellAgain, speedLastsMs)
    onProgress(sentBytes)
  }

  /** Told once more after a silence, so that no speed from before it stays. */
  function tellAgain() {
    onProgress(left)
  }

  ledger.attempt()
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
    if (answer.status < 200 || answer.status >= 300) throw refusalOf(answer, consignment, dies)
    // Not every progress is told of.
    count(size)
    carried = size
    return answer
  } catch (cause) {
    if (cause instanceof UploadError && (cause.status === 503 || cause.status === 429)) traffic.refused()
    const unanswered = cause instanceof UploadError && cause.code === 'network'
    if (!unanswered) throw cause
    throw await explainNoAnswer({
      url,
      headers,
      signal: watchdog.signal,
      source,
      dies,
      isSureOfCors: left > 0 || traffic.hasAnswered(url),
      cause,
    })
  } finally {
    traffic.alarms.clear(tellAgain)
    journey.end(carried)
    watchdog.clear()
  }
}

import { createAbortError, toUploadError, UploadError, withoutQuery } from '../../errors.ts'
import { onAbort } from '../../lib/abort.ts'
import { runInSlot, type Permit } from '../../lib/pool.ts'
import { loadChunk } from '../../lib/load-chunk.ts'
import type { Retrier, RetryObserver } from '../recovery.ts'
import type { RetryPolicy } from '../retry-policy.ts'
import type { UploadRun } from '../run-upload.ts'
import type { TransferPool } from '../scheduling/transfer-pool.ts'
import type { SendRequest } from '../transfer/send-request.ts'
import { createSpeedMeter } from '../speed.ts'
import type { UploadState } from '../upload.ts'
import { missingParts, type MultipartState } from './multipart-state.ts'

/** Dependencies of `uploadParts`. */
export type UploadPartsDeps = { send: SendRequest; pool: TransferPool; retry: RetryPolicy }

// This many parts of one file wait for a slot at once; the slots decide how many of them run.
const maxPartWorkers = 16
// How far ahead parts are offered to the signer.
const maxPrefetchedParts = 40

/**
 * Sends the parts that are not at the store.
 *
 * @param permit a slot for the first part; the others acquire their own
 */
export async function uploadParts(
  multipart: MultipartState,
  run: UploadRun,
  deps: UploadPartsDeps,
  permit: Permit | undefined,
): Promise<void> {
  const { pool, retry } = deps
  const { size } = run.upload
  const missing = missingParts(multipart, size)
  const group = new AbortController()
  const { signal } = group
  const unsubscribe = onAbort(run.signal, (reason) => group.abort(reason))
  const progress = createPartsProgress(multipart, size, run.setState)
  const sendPart = createPartSender(multipart, { ...run, signal }, deps, progress)
  let firstPermit = permit
  let nextIndex = 0

  function inSlot(task: () => Promise<void>): Promise<void> {
    const held = firstPermit
    firstPermit = undefined
    if (held) return runInSlot(held, task)
    // Just before whole files of the same size: a file that was begun is finished first.
    return pool.run((onAcquire) => ({ size: size - 0.5, uploadId: undefined, onAcquire }), signal, task)
  }

  async function sendNext() {
    let number: number | undefined
    const attempt = async () => {
      // The number is taken with the slot: the parts behind it are those that are signed with it.
      number ??= missing[nextIndex++]
      if (number !== undefined)
        await sendPart(number, missing.slice(nextIndex, nextIndex + maxPrefetchedParts))
    }
    await withRetries(() => inSlot(attempt), { ...run, signal }, retry, progress.observer)
  }

  async function work() {
    while (nextIndex < missing.length) await sendNext()
  }

  run.setState({ status: 'signing' })
  const workers = Array.from({ length: Math.min(missing.length, maxPartWorkers) }, () =>
    work().catch((error: unknown) => {
      // A part that has failed for good ends the others: a retry of the upload sends them again.
      group.abort(error instanceof UploadError ? error : createAbortError(error))
      throw error
    }),
  )
  try {
    await Promise.all(workers)
  } catch (error) {
    throw signal.reason instanceof UploadError ? signal.reason : error
  } finally {
    unsubscribe()
  }
}

/** Repeats the attempts at a part until one succeeds, or there is no further one. */
async function withRetries(
  attempt: () => Promise<void>,
  { signal, stats }: Pick<UploadRun, 'signal' | 'stats'>,
  retry: RetryPolicy,
  createObserver: () => RetryObserver,
): Promise<void> {
  let retrier: Retrier | undefined
  for (;;) {
    try {
      await attempt()
      return
    } catch (thrown) {
      if (signal.aborted) throw thrown
      const error = toUploadError(thrown)
      stats.failure(error)
      if (error.code === 'url-expired') stats.urlRefresh()
      retrier ??= await retry.createRetrier(signal)
      await retrier.wait(error, signal, createObserver())
    }
  }
}

type PartsProgress = ReturnType<typeof createPartsProgress>

/** Sends one part. */
function createPartSender(
  multipart: MultipartState,
  run: UploadRun,
  { send }: UploadPartsDeps,
  progress: PartsProgress,
) {
  const { target, urls, done, record } = multipart
  const { signal } = run
  const { size, source } = run.upload

  return async (number: number, upcoming: readonly number[]): Promise<void> => {
    const start = (number - 1) * target.partSize
    // Slices have no type of their own, so that the browser adds no Content-Type that was not signed.
    const body = source.slice(start, Math.min(size, start + target.partSize), '')
    const hash = target.checksum && (await hashPart(body, target.checksum, signal))
    const part =
      hash === undefined ? urls.get(number, upcoming, signal) : urls.getForHash(number, hash, signal)
    const { url, headers, expiresAt } = await part
    progress.sent(number, 0)
    const onProgress = (sentBytes: number) => {
      progress.sent(number, sentBytes)
    }
    const request = {
      method: 'PUT',
      url,
      headers,
      body,
      size: body.size,
      start,
      source,
      expiresAt,
      onProgress,
    } as const
    const response = await send(request, run).catch((error: unknown) => {
      progress.lost(number)
      throw error
    })
    const etag = response.headers.get('etag') ?? ''
    // Where the store's CORS rules show every header, and so `Date`, there is none to show.
    const isHidden = etag === '' && target.hasEtags !== false && !response.headers.has('date')
    if (isHidden) run.warn(etagNotExposedError(url))
    progress.arrived(number, body.size)
    done.set(number, { number, size: body.size, etag })
    record?.partDone(number)
  }
}

async function hashPart(
  body: Blob,
  algorithm: NonNullable<MultipartState['target']['checksum']>,
  signal: AbortSignal,
): Promise<string> {
  const { hashBlob } = await loadChunk(() => import('../hashing/hash-file.ts'))
  return hashBlob(body, algorithm, { signal })
}

/** Sums up what the parts of one file have sent. */
function createPartsProgress({ done }: MultipartState, size: number, setState: (state: UploadState) => void) {
  const speed = createSpeedMeter()
  const inFlight = new Map<number, number>()
  const waiting = new Set<{ state: UploadState }>()
  let uploadedBytes = [...done.values()].reduce((sum, part) => sum + part.size, 0)

  /** Shows that parts wait only while no other part is in flight. */
  function update() {
    const [first] = waiting
    if (first && inFlight.size === 0) {
      setState(first.state)
      return
    }
    let sentBytes = uploadedBytes
    for (const bytes of inFlight.values()) sentBytes += bytes
    speed.note(sentBytes)
    if (sentBytes >= size && size > 0) setState({ status: 'finishing' })
    else setState({ status: 'uploading', sentBytes, bytesPerSecond: speed.bytesPerSecond() })
  }

  return {
    /** Bytes of a part have been sent. */
    sent(number: number, bytes: number) {
      inFlight.set(number, bytes)
      update()
    },
    /** The part is at the store. */
    arrived(number: number, bytes: number) {
      inFlight.delete(number)
      uploadedBytes += bytes
      update()
    },
    /** The attempt has failed. */
    lost(number: number) {
      inFlight.delete(number)
    },
    /** Shows what a part waits for. */
    observer(): RetryObserver {
      const entry: { state: UploadState } = { state: { status: 'offline' } }
      const wait = (state: UploadState) => {
        entry.state = state
        waiting.add(entry)
        update()
      }
      return {
        onRetry: (scheduled) => wait({ status: 'retrying', ...scheduled }),
        onOffline: () => wait({ status: 'offline' }),
        onResume() {
          waiting.delete(entry)
          if (inFlight.size > 0) return
          if (waiting.size > 0) update()
          else setState({ status: 'queued' })
        },
      }
    },
  }
}

/** What to fix where a store's CORS rules hide the `ETag` of a part. */
function etagNotExposedError(url: string): UploadError {
  const message =
    `The storage at ${withoutQuery(url)} hides the ETag header from this page; the server is asked for it instead. Add ` +
    '"ExposeHeaders": ["ETag"] to the bucket’s CORS configuration.'
  return new UploadError('etag-not-exposed', message, { url })
}

import { createAbortError, toUploadError, UploadError, withoutQuery } from '../../errors.ts'
import { onAbort } from '../../lib/abort.ts'
import type { RemoteFile } from '../../model/remote-file.ts'
import { hashBlob } from '../hashing/hash-blob.ts'
import { missingParts, filterCompleteParts, type PartsMemory } from './multipart-state.ts'
import { createPartsProgress } from './parts-progress.ts'
import { checkReadable } from '../diagnostics/transfer-error.ts'
import { createRetrier, type RetryObserver } from '../retry-policy.ts'
import { sendBytes } from '../transfer/send-request.ts'
import type { Release } from '../scheduling/transfer-pool.ts'
import type { UploadContext } from '../run-upload.ts'
import { callWithRetry } from '../call-with-retry.ts'
import type { Upload } from '../upload.ts'
import { statusObserver } from '../retry-observers.ts'

// So many parts of one file wait for a slot at once; the slots decide how many of them run.
const maxPartWorkers = 16
// How far a part looks for others to sign with it.
const mostSignedAhead = 40
// Parts that the store lost or holds otherwise than they were sent are sent again so many times.
const maxCompleteAttempts = 3

/**
 * Sends what is missing of a file, part by part, and makes the parts one file. Only slices are ever read, so the memory
 * it takes does not grow with the file. Stopped at any point, it goes on from there.
 */
export async function sendParts(
  parts: PartsMemory,
  upload: Upload,
  trip: UploadContext,
): Promise<RemoteFile> {
  for (let round = 1; ; round++) {
    await sendMissing(parts, upload, trip)
    trip.setState({ status: 'finishing' }, parts.file)
    await fetchMissingEtags(parts, upload, trip)
    const changed = await checkReadable(upload.source)
    if (changed) throw changed
    try {
      const numbers = [...parts.done.values()].sort((a, b) => a.number - b.number)
      return await callWithRetry(trip, () => parts.target.complete(numbers, { signal: trip.signal }))
    } catch (error) {
      const held = error instanceof UploadError && ['checksum', 'invalid-response'].includes(error.code)
      if (!held || round === maxCompleteAttempts || !(await dropMissingParts(parts, upload, trip)))
        throw error
    }
  }
}

/** Takes the store's word for what is there; whether something must be sent again. */
async function dropMissingParts(parts: PartsMemory, { size }: Upload, trip: UploadContext): Promise<boolean> {
  const before = parts.done
  parts.done = await listCompleteParts(parts, size, trip)
  return [...before.values()].some(({ number, etag }) => {
    const now = parts.done.get(number)
    const isSame = now !== undefined && (etag === '' || now.etag === etag)
    if (!isSame) parts.done.delete(number)
    return !isSame
  })
}

async function listCompleteParts({ target }: PartsMemory, size: number, trip: UploadContext) {
  const listed = await callWithRetry(trip, () => target.listParts({ signal: trip.signal }))
  return filterCompleteParts(listed, size, target.partSize)
}

/** A store whose CORS rules hide the `ETag` keeps nobody from finishing: the backend lists what the store has. */
async function fetchMissingEtags(parts: PartsMemory, upload: Upload, trip: UploadContext): Promise<void> {
  const unknown = [...parts.done.values()].filter(({ etag }) => etag === '')
  if (unknown.length === 0) return
  const listed = await listCompleteParts(parts, upload.size, trip)
  for (const { number } of unknown) {
    const part = listed.get(number)
    if (part) parts.done.set(number, part)
    else parts.done.delete(number)
  }
  if (missingParts(parts, upload.size).length > 0) await sendMissing(parts, upload, trip)
}

async function sendMissing(parts: PartsMemory, upload: Upload, trip: UploadContext): Promise<void> {
  const { size, source } = upload
  const { target, urls, done } = parts
  const missing = missingParts(parts, size)
  const group = new AbortController()
  const leave = onAbort(trip.signal, (reason) => {
    group.abort(reason)
  })
  const own: UploadContext = { ...trip, signal: group.signal }
  const progress = createPartsProgress(parts, size, own.setState)
  let turn = 0

  /** Just ahead of whole files of that size: what was begun is finished first, and few are open at the store at once. */
  const acquire = () => own.slots.acquire(size - 0.5, own.signal)

  /** The slot that the upload has held so far. */
  function takeSlot(): Release | undefined {
    const { slot } = trip
    trip.slot = undefined
    return slot
  }

  async function attempt(number: number) {
    const start = (number - 1) * target.partSize
    // Slices have no type of their own, so that the browser adds no Content-Type that was not signed.
    const body = source.slice(start, Math.min(size, start + target.partSize), '')
    const call = { signal: own.signal }
    const hash = target.checksum && (await hashBlob(body, target.checksum, call))
    const { url, headers, expiresAt } =
      hash === undefined
        ? await urls.of(number, missing.slice(turn, turn + mostSignedAhead), call)
        : await urls.bound(number, hash, call)
    // The network may have been gone for others that wait: this one moves.
    if (own.read().state.status === 'offline') own.setState({ status: 'queued' })
    progress.sent(number, 0)
    const onProgress = (sentBytes: number) => {
      progress.sent(number, sentBytes)
    }
    const request = { method: 'PUT', url, headers, body, size: body.size, start, source, onProgress } as const
    const answer = await sendBytes({ ...request, ...(expiresAt && { expiresAt }) }, own)
    const etag = answer.headers.get('etag') ?? ''
    if (etag === '') own.warn(etagNotExposedError(url))
    progress.arrived(number, body.size)
    done.set(number, { number, size: body.size, etag })
    parts.claim?.partDone(number)
  }

  /** While other parts move, there is nothing to show of one that waits. */
  function waiting(): RetryObserver {
    const shown = statusObserver(own)
    let isShown = false
    return {
      retry(scheduled) {
        isShown = progress.isStill()
        if (isShown) shown.retry(scheduled)
      },
      offline() {
        isShown = progress.isStill() && own.read().state.status !== 'offline'
        if (isShown) shown.offline()
      },
      over() {
        if (isShown && progress.isStill()) shown.over()
      },
    }
  }

  async function sendOne(number: number, entered: Release) {
    const retries = createRetrier(own.retry, own.network)
    for (let release = entered; ; release = await acquire()) {
      try {
        await attempt(number)
        return
      } catch (thrown) {
        progress.lost(number)
        // Whoever waits for another attempt holds no slot meanwhile.
        release()
        if (own.signal.aborted) throw thrown
        const error = toUploadError(thrown, 'server-error', 'A part could not be sent. Try again.')
        own.stats.failure(error)
        if (error.code === 'url-expired') own.stats.resign()
        await retries.after(error, own.signal, waiting())
      } finally {
        release()
      }
    }
  }

  async function work() {
    while (turn < missing.length) {
      const release = takeSlot() ?? (await acquire())
      const number = missing[turn++]
      if (number === undefined) {
        release()
        return
      }
      await sendOne(number, release)
    }
  }

  own.setState({ status: 'signing' })
  try {
    await Promise.all(
      Array.from({ length: Math.min(missing.length, maxPartWorkers) }, () =>
        work().catch((error: unknown) => {
          // One that is beyond help ends the others: what they had sent is started over when the upload is.
          group.abort(error instanceof UploadError ? error : createAbortError(error))
          throw error
        }),
      ),
    )
  } catch (error) {
    throw group.signal.reason instanceof UploadError ? group.signal.reason : error
  } finally {
    leave()
  }
}

/** The store's CORS rules hide the `ETag` of a part; see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html */
function etagNotExposedError(url: string): UploadError {
  const message =
    `The storage at ${withoutQuery(url)} hides the ETag header from this page, so the server is asked for it. Add ` +
    '"ExposeHeaders": ["ETag"] to the bucket\'s CORS configuration.'
  return new UploadError('etag-not-exposed', message, { url })
}

import { abortedError, toUploadError, UploadError } from '../errors.ts'
import { onAbort } from '../http/on-abort.ts'
import type { RemoteFile } from '../model/remote-file.ts'
import { hashBlob } from './hash/hash-blob.ts'
import { hiddenEtagError } from './hidden-etag.ts'
import { missingParts, wholeParts, type PartsMemory } from './parts-memory.ts'
import { createPartsProgress } from './parts-progress.ts'
import { readingFailure } from './reading-failure.ts'
import { createRetries, type Waiting } from './retries.ts'
import { sendBytes } from './send-bytes.ts'
import type { Release } from './slots.ts'
import type { TripContext } from './trip.ts'
import { untilAnswered } from './until-answered.ts'
import type { Upload } from './upload.ts'
import { shownWaiting } from './waiting.ts'

// So many parts of one file wait for a slot at once; the slots decide how many of them run.
const mostWaiting = 16
// How far a part looks for others to sign with it.
const mostSignedAhead = 40
// Parts that the store lost or holds otherwise than they were sent are sent again so many times.
const mostRounds = 3

/**
 * Sends what is missing of a file, part by part, and makes the parts one file. Only slices are ever read, so the memory
 * it takes does not grow with the file. Stopped at any point, it goes on from there.
 */
export async function sendParts(parts: PartsMemory, upload: Upload, trip: TripContext): Promise<RemoteFile> {
  for (let round = 1; ; round++) {
    await sendMissing(parts, upload, trip)
    trip.become({ status: 'finishing' }, parts.file)
    await learnEtags(parts, upload, trip)
    const changed = await readingFailure(upload.source)
    if (changed) throw changed
    try {
      const numbers = [...parts.done.values()].sort((a, b) => a.number - b.number)
      return await untilAnswered(trip, () => parts.target.complete(numbers, { signal: trip.signal }))
    } catch (error) {
      const held = error instanceof UploadError && ['checksum', 'invalid-response'].includes(error.code)
      if (!held || round === mostRounds || !(await dropLost(parts, upload, trip))) throw error
    }
  }
}

/** Takes the store's word for what is there; whether something must be sent again. */
async function dropLost(parts: PartsMemory, { size }: Upload, trip: TripContext): Promise<boolean> {
  const before = parts.done
  parts.done = await listWhole(parts, size, trip)
  return [...before.values()].some(({ number, etag }) => {
    const now = parts.done.get(number)
    const isSame = now !== undefined && (etag === '' || now.etag === etag)
    if (!isSame) parts.done.delete(number)
    return !isSame
  })
}

async function listWhole({ target }: PartsMemory, size: number, trip: TripContext) {
  const listed = await untilAnswered(trip, () => target.listParts({ signal: trip.signal }))
  return wholeParts(listed, size, target.partSize)
}

/** A store whose CORS rules hide the `ETag` keeps nobody from finishing: the backend lists what the store has. */
async function learnEtags(parts: PartsMemory, upload: Upload, trip: TripContext): Promise<void> {
  const unknown = [...parts.done.values()].filter(({ etag }) => etag === '')
  if (unknown.length === 0) return
  const listed = await listWhole(parts, upload.size, trip)
  for (const { number } of unknown) {
    const part = listed.get(number)
    if (part) parts.done.set(number, part)
    else parts.done.delete(number)
  }
  if (missingParts(parts, upload.size).length > 0) await sendMissing(parts, upload, trip)
}

async function sendMissing(parts: PartsMemory, upload: Upload, trip: TripContext): Promise<void> {
  const { size, source } = upload
  const { target, urls, done } = parts
  const missing = missingParts(parts, size)
  const group = new AbortController()
  const leave = onAbort(trip.signal, (reason) => {
    group.abort(reason)
  })
  const own: TripContext = { ...trip, signal: group.signal }
  const progress = createPartsProgress(parts, size, own.become)
  let turn = 0

  /** Just ahead of whole files of that size: what was begun is finished first, and few are open at the store at once. */
  const acquire = () => own.slots.acquire(size - 0.5, own.signal)

  /** The slot that the upload has held so far. */
  function inherited(): Release | undefined {
    const { slot } = trip
    trip.slot = undefined
    return slot
  }

  async function attempt(number: number) {
    const start = (number - 1) * target.partSize
    // Slices have no type of their own, so that the browser adds no Content-Type that was not signed.
    const body = source.slice(start, Math.min(size, start + target.partSize), '')
    const call = { signal: own.signal }
    const hash = target.bodyHash && (await hashBlob(body, target.bodyHash, call))
    const { url, headers, expiresAt } =
      hash === undefined
        ? await urls.of(number, missing.slice(turn, turn + mostSignedAhead), call)
        : await urls.bound(number, hash, call)
    // The network may have been gone for others that wait: this one moves.
    if (own.read().state.status === 'paused') own.become({ status: 'queued' })
    progress.sent(number, 0)
    const onProgress = (sentBytes: number) => {
      progress.sent(number, sentBytes)
    }
    const request = { method: 'PUT', url, headers, body, size: body.size, start, source, onProgress } as const
    const answer = await sendBytes({ ...request, ...(expiresAt && { expiresAt }) }, own)
    const etag = answer.headers.get('etag') ?? ''
    if (etag === '') own.notice(hiddenEtagError(url))
    progress.arrived(number, body.size)
    done.set(number, { number, size: body.size, etag })
    parts.claim?.partDone(number)
  }

  /** While other parts move, there is nothing to show of one that waits. */
  function waiting(): Waiting {
    const shown = shownWaiting(own)
    let isShown = false
    return {
      retry(at, error) {
        isShown = progress.isStill()
        if (isShown) shown.retry(at, error)
      },
      offline() {
        isShown = progress.isStill() && own.read().state.status !== 'paused'
        if (isShown) shown.offline()
      },
      over() {
        if (isShown && progress.isStill()) shown.over()
      },
    }
  }

  async function sendOne(number: number, entered: Release) {
    const retries = createRetries(own.retry, own.network)
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
        own.ledger.failure(error)
        if (error.code === 'url-expired') own.ledger.resign()
        await retries.after(error, own.signal, waiting())
      } finally {
        release()
      }
    }
  }

  async function work() {
    while (turn < missing.length) {
      const release = inherited() ?? (await acquire())
      const number = missing[turn++]
      if (number === undefined) {
        release()
        return
      }
      await sendOne(number, release)
    }
  }

  own.become({ status: 'signing' })
  try {
    await Promise.all(
      Array.from({ length: Math.min(missing.length, mostWaiting) }, () =>
        work().catch((error: unknown) => {
          // One that is beyond help ends the others: what they had sent is started over when the upload is.
          group.abort(error instanceof UploadError ? error : abortedError(error))
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

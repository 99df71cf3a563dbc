import { toUploadError, UploadError } from '../errors.ts'
import type { SignedUpload } from '../model/upload-target.ts'
import { abortUnusedTarget } from './signing/abort-unused-target.ts'
import { hashUpload } from './hashing/hash-upload.ts'
import { toUploadIntent } from './signing/upload-intent.ts'
import { startMultipart, resumeMultipart } from './multipart/multipart-session.ts'
import { createRetrier } from './retry-policy.ts'
import { sendParts } from './multipart/upload-parts.ts'
import { uploadSingle } from './transfer/upload-single.ts'
import type { Transferred, UploadContext, SignedAttempt } from './run-upload.ts'
import type { Upload } from './upload.ts'
import { getExpiry, isUsable } from '../lib/url-expiry.ts'
import { statusObserver } from './retry-observers.ts'

/** Brings a file's bytes to the storage, as often as it takes. */
export async function transferFile(upload: Upload, trip: UploadContext): Promise<Transferred> {
  if (upload.name.trim() === '') {
    throw new UploadError('empty-name', 'The file has no name. Give it one, with its extension.')
  }
  const { stats, checkpoint, signal, slots } = trip
  await hashUpload(upload, trip)

  let retries: ReturnType<typeof createRetrier> | undefined
  /** Opened at the store for this trip alone, until its parts are begun. */
  let opened: SignedAttempt | undefined
  let isSecondStart = false

  async function attempt(): Promise<Transferred> {
    checkpoint.parts ??= await resumeMultipart(upload, trip)
    if (checkpoint.parts) {
      trip.session.signing.forget(upload.id)
      return uploadMultipart()
    }
    const { used } = checkpoint
    // One that has its target wants nothing signed ahead.
    trip.slot ??= await slots.acquire(upload.size, signal, used ? undefined : upload.id)
    if (used && used.unheard > 0 && (await isAlreadyUploaded(used.signed, upload, trip))) {
      return { signed: used.signed, answer: syntheticResponse() }
    }
    if (used && !isReusable(used)) {
      stats.resign()
      delete checkpoint.used
    }
    const going = checkpoint.used ?? opened ?? (await sign())
    const { signed } = going
    const { target, file } = signed
    if (target.type === 'none') {
      delete checkpoint.sentBySession
      return { signed, answer: syntheticResponse() }
    }
    if (target.type === 'multipart') {
      opened = going
      const parts = await startMultipart(target, file, upload, trip)
      // Whoever ended the trip meanwhile found no parts to give up.
      if (signal.aborted) await parts.claim?.finish()
      signal.throwIfAborted()
      checkpoint.parts = parts
      return uploadMultipart()
    }
    checkpoint.used = going
    // Before it begins: the next trip may start before this one has heard that it was stopped.
    going.unheard++
    try {
      return { signed, answer: await uploadSingle(target, file, upload, trip) }
    } catch (thrown) {
      if (thrown instanceof UploadError && thrown.status !== undefined) going.unheard--
      throw thrown
    }
  }

  async function sign(): Promise<SignedAttempt> {
    trip.setState({ status: 'signing' })
    const intent = toUploadIntent(upload, checkpoint, trip.traffic.perConnection())
    const signed = await trip.session.signing.sign(intent, signal, () => {
      stats.resign()
    })
    return { signed, at: Date.now(), unanswered: 0, unheard: 0 }
  }

  /** The first part takes over the slot, the others take slots of their own. */
  async function uploadMultipart(): Promise<Transferred> {
    if (!checkpoint.parts) throw new TypeError('There are no parts.')
    const { target } = checkpoint.parts
    const file = await sendParts(checkpoint.parts, upload, trip)
    // Whatever becomes of the file from here on: nothing is left to go on with.
    void checkpoint.parts.claim?.finish()
    checkpoint.confirmed = file
    return { signed: { target, file }, answer: syntheticResponse() }
  }

  try {
    for (;;) {
      const shownBefore = trip.read().maxSentBytes
      try {
        return await attempt()
      } catch (thrown) {
        leave(trip)
        if (signal.aborted) throw thrown
        const error = toUploadError(thrown, 'server-error', 'The upload failed unexpectedly. Try again.')
        stats.failure(error)
        retries ??= createRetrier(trip.retry, trip.network)
        if (trip.read().maxSentBytes > shownBefore) retries.progress()
        if (error.code === 'not-found' && checkpoint.parts && !isSecondStart) {
          // The store gave the parts up, as its lifecycle rules may tell it: nothing is left to go on from.
          isSecondStart = true
          await checkpoint.parts.claim?.finish()
          delete checkpoint.parts
          opened = undefined
          continue
        }
        const { used } = checkpoint
        if (used && error.status === undefined) used.unanswered++
        const verdict = await retries.after(error, signal, statusObserver(trip)).catch((last: unknown) => {
          // What is refused for good is refused there: a retry by hand asks for another place.
          if (used && last === error && error.status !== undefined) used.at = -Infinity
          throw last
        })
        if (used && verdict === 'resign') used.at = -Infinity
      }
    }
  } finally {
    leave(trip)
    if (opened && checkpoint.parts?.target !== opened.signed.target) abortUnusedTarget(opened.signed)
  }
}

function leave(trip: UploadContext) {
  trip.slot?.()
  trip.slot = undefined
}

/**
 * Whether a target may be used again. One that got no answer twice may have been refused all the same: stores leave the
 * CORS headers out of a 403, so that the page sees nothing.
 */
function isReusable({ signed: { target }, at, unanswered }: SignedAttempt): boolean {
  if (target.type === 'none' || target.type === 'multipart') return true
  return at !== -Infinity && unanswered < 2 && isUsable(getExpiry(target), at)
}

/** Whether the file is there although no answer said so: then it is not sent twice. */
async function isAlreadyUploaded(
  { file }: SignedUpload,
  { size }: Upload,
  trip: UploadContext,
): Promise<boolean> {
  const { backend } = trip.session
  if (!backend.get) return false
  try {
    const known = await backend.get(file.id, { signal: trip.signal })
    return known.status !== 'pending' && known.size === size
  } catch {
    return false
  }
}

/** The answer of a store that was not heard, but did as it was asked. */
function syntheticResponse() {
  return { status: 200, headers: new Headers(), body: '' }
}

import { toUploadError, UploadError } from '../errors.ts'
import type { SignedUpload } from '../model/upload-target.ts'
import { giveBack } from './give-back.ts'
import { hashUpload } from './hash-upload.ts'
import { intentOf } from './intent.ts'
import { beginParts, reopenParts } from './open-parts.ts'
import { createRetries } from './retries.ts'
import { sendParts } from './send-parts.ts'
import { transferTo } from './transfer-to.ts'
import type { Arrived, TripContext, Used } from './trip.ts'
import type { Upload } from './upload.ts'
import { deathOf, isFresh } from './url-life.ts'
import { shownWaiting } from './waiting.ts'

/** Brings a file's bytes to the storage, as often as it takes. */
export async function bringThere(upload: Upload, trip: TripContext): Promise<Arrived> {
  if (upload.name.trim() === '') {
    throw new UploadError('empty-name', 'The file has no name. Give it one, with its extension.')
  }
  const { ledger, memory, signal, slots } = trip
  await hashUpload(upload, trip)

  let retries: ReturnType<typeof createRetries> | undefined
  /** Opened at the store for this trip alone, until its parts are begun. */
  let opened: Used | undefined
  let isSecondStart = false

  async function attempt(): Promise<Arrived> {
    memory.parts ??= await reopenParts(upload, trip)
    if (memory.parts) {
      trip.lane.signing.forget(upload.id)
      return inParts()
    }
    const { used } = memory
    // One that has its target wants nothing signed ahead.
    trip.slot ??= await slots.acquire(upload.size, signal, used ? undefined : upload.id)
    if (used && used.unheard > 0 && (await hasArrived(used.signed, upload, trip))) {
      return { signed: used.signed, answer: unheard() }
    }
    if (used && !isUsable(used)) {
      ledger.resign()
      delete memory.used
    }
    const going = memory.used ?? opened ?? (await sign())
    const { signed } = going
    const { target, file } = signed
    if (target.via === 'none') {
      delete memory.sentBy
      return { signed, answer: unheard() }
    }
    if (target.via === 'parts') {
      opened = going
      const parts = await beginParts(target, file, upload, trip)
      // Whoever ended the trip meanwhile found no parts to give up.
      if (signal.aborted) await parts.claim?.finish()
      signal.throwIfAborted()
      memory.parts = parts
      return inParts()
    }
    memory.used = going
    // Before it begins: the next trip may start before this one has heard that it was stopped.
    going.unheard++
    try {
      return { signed, answer: await transferTo(target, file, upload, trip) }
    } catch (thrown) {
      if (thrown instanceof UploadError && thrown.status !== undefined) going.unheard--
      throw thrown
    }
  }

  async function sign(): Promise<Used> {
    trip.become({ status: 'signing' })
    const intent = intentOf(upload, memory, trip.traffic.perConnection())
    const signed = await trip.lane.signing.sign(intent, signal, () => {
      ledger.resign()
    })
    return { signed, at: Date.now(), unanswered: 0, unheard: 0 }
  }

  /** The first part takes over the slot, the others take slots of their own. */
  async function inParts(): Promise<Arrived> {
    if (!memory.parts) throw new TypeError('There are no parts.')
    const { target } = memory.parts
    const file = await sendParts(memory.parts, upload, trip)
    // Whatever becomes of the file from here on: nothing is left to go on with.
    void memory.parts.claim?.finish()
    memory.confirmed = file
    return { signed: { target, file }, answer: unheard() }
  }

  try {
    for (;;) {
      const shownBefore = trip.read().highWaterBytes
      try {
        return await attempt()
      } catch (thrown) {
        leave(trip)
        if (signal.aborted) throw thrown
        const error = toUploadError(thrown, 'server-error', 'The upload failed unexpectedly. Try again.')
        ledger.failure(error)
        retries ??= createRetries(trip.retry, trip.network)
        if (trip.read().highWaterBytes > shownBefore) retries.progress()
        if (error.code === 'not-found' && memory.parts && !isSecondStart) {
          // The store gave the parts up, as its lifecycle rules may tell it: nothing is left to go on from.
          isSecondStart = true
          await memory.parts.claim?.finish()
          delete memory.parts
          opened = undefined
          continue
        }
        const { used } = memory
        if (used && error.status === undefined) used.unanswered++
        const verdict = await retries.after(error, signal, shownWaiting(trip)).catch((last: unknown) => {
          // What is refused for good is refused there: a retry by hand asks for another place.
          if (used && last === error && error.status !== undefined) used.at = -Infinity
          throw last
        })
        if (used && verdict === 'resign') used.at = -Infinity
      }
    }
  } finally {
    leave(trip)
    if (opened && memory.parts?.target !== opened.signed.target) giveBack(opened.signed)
  }
}

function leave(trip: TripContext) {
  trip.slot?.()
  trip.slot = undefined
}

/**
 * Whether a target may be used again. One that got no answer twice may have been refused all the same: stores leave the
 * CORS headers out of a 403, so that the page sees nothing.
 */
function isUsable({ signed: { target }, at, unanswered }: Used): boolean {
  if (target.via === 'none' || target.via === 'parts') return true
  return at !== -Infinity && unanswered < 2 && isFresh(deathOf(target), at)
}

/** Whether the file is there although no answer said so: then it is not sent twice. */
async function hasArrived({ file }: SignedUpload, { size }: Upload, trip: TripContext): Promise<boolean> {
  const { backend } = trip.lane
  if (!backend.get) return false
  try {
    const known = await backend.get(file.id, { signal: trip.signal })
    return known.status !== 'pending' && known.size === size
  } catch {
    return false
  }
}

/** The answer of a store that was not heard, but did as it was asked. */
function unheard() {
  return { status: 200, headers: new Headers(), body: '' }
}

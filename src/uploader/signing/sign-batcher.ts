import type { Backend } from '../../backends/backend.ts'
import { toUploadError, UploadError } from '../../errors.ts'
import type { SignedUpload, UploadIntent } from '../../model/upload-target.ts'
import { deathOfResult, received, returned, signed, type Handed } from './sign-result.ts'
import { createPrefetchWindow } from './prefetch-window.ts'
import { isUsable } from '../../lib/url-expiry.ts'

// Larger ones are signed when their turn comes: for them a round trip is little, most are opened at the store when they are
// signed, and by then it is known how fast it goes, which their parts' size follows.
const mostBytesSignedAhead = 16 * 1024 * 1024

/** What was asked for ahead of its turn. */
type PrefetchedTarget = {
  size: number
  /** `undefined` where the call failed for all: whoever's turn comes asks again. */
  coming: Promise<Handed | undefined>
  /** Once it is there. */
  handed?: Handed
}

type BatchEntry = {
  intent: UploadIntent
  settle(handed: Handed): void
  /** The whole call failed. */
  fail(error: UploadError): void
}
type PendingRequest = BatchEntry & { signal: AbortSignal }

/**
 * Signs for whoever has a slot, in batches: one call takes all that ask in the same tick and, up to the backend's batch
 * size, the next in the queue, whose targets are kept until their turn comes. Half-way through them the next call goes
 * out, so that nobody waits for it; never further ahead than a URL lives.
 *
 * @param upcoming ids of those who will ask, in the order of their turns
 * @param intentOf what one of them will ask; `undefined` where it goes elsewhere
 * @param bytesPerMs how fast all connections together were seen to be; `Infinity` where nobody knows yet
 */
export function createSignBatcher(
  backend: Backend,
  upcoming: () => Iterable<string>,
  intentOf: (uploadId: string) => UploadIntent | undefined,
  bytesPerMs: () => number,
) {
  const batchSize = backend.maxBatchSize ?? 1
  // A batch for those whose turn comes, while half of the last is left.
  const mostAhead = 1.5 * batchSize
  const pace = createPrefetchWindow()
  let wanted: PendingRequest[] = []
  // A new map with each batch: see `lazyMap`.
  let ahead = new Map<string, PrefetchedTarget>()

  /** The next in the queue that nobody has signed yet, as many as the call still takes. */
  function nextInQueue(asking: readonly BatchEntry[]): readonly BatchEntry[] {
    const asked = new Set(asking.map(({ intent }) => intent.uploadId))
    const room = Math.min(batchSize - asking.length, Math.min(mostAhead, pace.most()) - ahead.size)
    const next: BatchEntry[] = []
    if (room <= 0) return next
    ahead = new Map(ahead)
    let bytes = pace.mostBytes(bytesPerMs())
    for (const { size } of ahead.values()) bytes -= size
    let large = 0
    for (const uploadId of upcoming()) {
      if (next.length >= room) break
      if (asked.has(uploadId) || ahead.has(uploadId)) continue
      const intent = intentOf(uploadId)
      if (!intent) continue
      if (intent.size > mostBytesSignedAhead) {
        // More of them than there are turns of the largest: from here on there is no other.
        if (large++ > room / 2) break
        continue
      }
      bytes -= intent.size
      if (bytes < 0) break
      ahead.set(uploadId, prefetch(intent, next))
    }
    return next
  }

  async function call(members: readonly BatchEntry[], signal: AbortSignal | undefined) {
    try {
      const intents = members.map(({ intent }) => intent)
      // What such a call opens at the store can only be closed by whoever hears its answer.
      const mayOpen = intents.some(({ preferredPartSize }) => preferredPartSize !== undefined)
      const results = await backend.sign(intents, signal && !mayOpen ? { signal } : {})
      const at = Date.now()
      pace.lives(Math.min(...results.map(deathOfResult)) - at)
      members.forEach(({ settle }, place) => {
        const missing = () =>
          new UploadError('invalid-response', 'The backend did not sign every file. It must answer for each.')
        settle({ result: results[place] ?? missing(), at })
      })
    } catch (thrown) {
      const error = toUploadError(thrown, 'server-error', 'The upload could not be signed. Try again.')
      for (const { fail } of members) fail(error)
    }
  }

  function flushPending() {
    wanted = wanted.filter(({ signal }) => !signal.aborted)
    if (wanted.length === 0) return
    const asking = wanted.slice(0, batchSize)
    wanted = wanted.slice(batchSize)
    if (wanted.length > 0) flushPending()
    void call([...asking, ...nextInQueue(asking)], abortWhenAll(asking.map((member) => member.signal)))
  }

  /** Half of what was signed ahead is used: the next batch goes out while the other half lasts. */
  function prefetchMore() {
    if (batchSize < 2 || ahead.size > batchSize / 2 || ahead.size === 0) return
    const members = nextInQueue([])
    if (members.length > 0) void call(members, undefined)
  }

  function ask(intent: UploadIntent, signal: AbortSignal): Promise<Handed> {
    if (wanted.length === 0) queueMicrotask(flushPending)
    return new Promise((settle, fail) => {
      wanted.push({ intent, signal, settle, fail })
    })
  }

  return {
    /**
     * A target that has yet some time to live. Rejects with an `UploadError`.
     *
     * @param onResign hears that a target signed ahead would have died
     */
    async sign(intent: UploadIntent, signal: AbortSignal, onResign?: () => void): Promise<SignedUpload> {
      const early = ahead.get(intent.uploadId)
      // Whoever forgets it from here on means another.
      ahead.delete(intent.uploadId)
      const handed = early && (await awaitPrefetched(early, signal))
      pace.turn()
      if (early) prefetchMore()
      if (handed && isUsable(deathOfResult(handed.result), handed.at)) return signed(handed)
      if (handed) onResign?.()
      return signed(await received(ask(intent, signal), signal))
    },
    /** Forgets a target that was signed ahead. */
    forget(uploadId: string) {
      const early = ahead.get(uploadId)
      ahead.delete(uploadId)
      void early?.coming.then(returned)
    },
  }
}

/** Adds one to those that are signed ahead. */
function prefetch(intent: UploadIntent, members: BatchEntry[]): PrefetchedTarget {
  const coming = new Promise<Handed | undefined>((resolve) => {
    const settle = (handed: Handed) => {
      early.handed = handed
      resolve(handed)
    }
    const fail = () => {
      resolve(undefined)
    }
    members.push({ intent, settle, fail })
  })
  const early: PrefetchedTarget = { size: intent.size, coming }
  return early
}

/** Most are there when their turn comes. */
function awaitPrefetched({ coming, handed }: PrefetchedTarget, signal: AbortSignal) {
  return handed && !signal.aborted ? handed : received(coming, signal)
}

/** Ends when the last of those who wait has gone: one cancelled file must not end the others' call. */
function abortWhenAll(signals: readonly AbortSignal[]): AbortSignal {
  const controller = new AbortController()
  const check = () => {
    if (signals.every(({ aborted }) => aborted)) controller.abort(signals[0]?.reason)
  }
  for (const signal of signals) signal.addEventListener('abort', check, { once: true })
  check()
  return controller.signal
}

import { onAbort } from '../../lib/abort.ts'
import { createSizeQueue } from './size-queue.ts'

/** A place in a pool; giving it back twice does nothing. */
export type Release = () => void

/** Somebody who waits for a place. */
export type QueueEntry = {
  /** Bytes of the whole file: what decides whose turn it is. */
  size: number
  /** The upload that it is for, where it has not been signed yet. */
  uploadId: string | undefined
  /** Called once, with what was given to `wait`: one function may serve ten thousand. */
  enter(release: Release, waiter: QueueEntry): void
}

// For the largest.
const largeFileShare = 5

/**
 * A pool of `limit` places: a sliding window, no batches. The smallest file goes first, so that most files are there
 * soon and none is stuck behind a big one; one place in five is for the largest, so that the big ones neither starve
 * nor all come last, when the other places would stand empty.
 */
export function createTransferPool(limit: () => number) {
  const waiting = createSizeQueue<QueueEntry>()
  let taken = 0
  let large = 0
  let admitting = false

  /** Whose turn it is, and in which kind of place. */
  function next(): { waiter: QueueEntry; isLarge: boolean } | undefined {
    const places = limit()
    if (taken >= places) return undefined
    const isLarge = places > 1 && large < Math.max(1, Math.floor(places / largeFileShare))
    const waiter = isLarge ? waiting.largest() : waiting.smallest()
    return waiter && { waiter, isLarge }
  }

  function drain() {
    // Whoever enters may give its place back at once, or wait for another.
    if (admitting) return
    admitting = true
    for (let turn = next(); turn; turn = next()) {
      const { waiter, isLarge } = turn
      waiting.delete(waiter)
      taken++
      if (isLarge) large++
      let held = true
      const release = () => {
        if (!held) return
        held = false
        taken--
        if (isLarge) large--
        drain()
      }
      waiter.enter(release, waiter)
    }
    admitting = false
  }

  return {
    /** Waits for a place, without asking for it yet: `admit` does, once for many. */
    wait: waiting.add,
    /** Waits no longer. */
    leave: waiting.delete,
    /** Lets in whom there is room for. */
    drain,
    /** Waits for a place; rejects with the signal's reason when it is aborted first. */
    acquire(size: number, signal: AbortSignal, uploadId?: string): Promise<Release> {
      return new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason)
          return
        }
        const enter = (release: Release) => {
          stop()
          resolve(release)
        }
        const waiter = { size, uploadId, enter }
        waiting.add(waiter)
        const stop = onAbort(signal, (reason) => {
          waiting.delete(waiter)
          reject(reason)
        })
        drain()
      })
    },
    /** Ids of the uploads to come, roughly in the order of their turns; the last may come twice. */
    *upcoming(): Generator<string> {
      const descending = waiting.descending()
      let turn = 0
      for (const { size, uploadId } of waiting.ascending()) {
        const large = turn++ % (largeFileShare - 1) === 0 ? descending.next().value : undefined
        if (large?.uploadId !== undefined && large.size > size) yield large.uploadId
        if (uploadId !== undefined) yield uploadId
      }
    },
    get taken(): number {
      return taken
    },
    get waiting(): number {
      return waiting.length
    },
  }
}

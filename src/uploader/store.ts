import { requestFrame } from './scheduling/schedule-frame.ts'
import { createTotals, addToTotals, totalsOf, type UploadTotals } from './progress.ts'
import type { Upload } from './upload.ts'

type Listener = () => void
type Unsubscribe = () => void

/**
 * A map of uploads in order, with no opinion: what may change is decided beside it. Writes are seen at once; listeners
 * hear of them together, once a frame, so that a hundred progress events of five transfers render once. `tell` tells
 * those of one upload now, and what comes and goes is told at once too.
 */
export function createUploadStore() {
  let order: readonly string[] = []
  const uploads = new Map<string, Upload>()
  const byId = new Map<string, Set<Listener>>()
  const ofOrder = new Set<Listener>()
  const ofAll = new Set<Listener>()

  const changed = new Set<string>()
  let orderChanged = false
  let callOff: (() => void) | undefined
  // Snapshots are made when asked for and kept until something changes: React compares them by identity.
  let all: readonly Upload[] | undefined
  let totals: UploadTotals | undefined
  const tally = createTotals()

  function markChanged(id: string) {
    changed.add(id)
    invalidateSnapshots()
    callOff ??= requestFrame(flush)
  }

  function invalidateSnapshots() {
    all = undefined
    totals = undefined
  }

  function flush() {
    callOff?.()
    callOff = undefined
    const ids = [...changed]
    const reordered = orderChanged
    changed.clear()
    orderChanged = false
    for (const id of ids) for (const listener of byId.get(id) ?? []) listener()
    if (reordered) for (const listener of ofOrder) listener()
    for (const listener of ofAll) listener()
  }

  function listen(listeners: Set<Listener>, listener: Listener): Unsubscribe {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }

  const readAll = (): readonly Upload[] => (all ??= order.flatMap((id) => uploads.get(id) ?? []))

  return {
    get: (id: string): Upload | undefined => uploads.get(id),
    /** Ids in the order of adding; a new array only when one came or went. */
    ids: (): readonly string[] => order,
    all: readAll,
    totals: (): UploadTotals => (totals ??= totalsOf(tally)),
    set(upload: Upload) {
      const before = uploads.get(upload.id)
      if (!before) return
      uploads.set(upload.id, upload)
      addToTotals(tally, before, -1)
      addToTotals(tally, upload, 1)
      markChanged(upload.id)
    },
    add(added: readonly Upload[]) {
      for (const upload of added) {
        uploads.set(upload.id, upload)
        addToTotals(tally, upload, 1)
      }
      // Nobody can listen to one of them yet.
      invalidateSnapshots()
      order = [...order, ...added.map(({ id }) => id)]
      orderChanged = true
      flush()
    },
    delete(ids: readonly string[]) {
      const gone = new Set<string>()
      for (const id of ids) {
        const upload = uploads.get(id)
        if (!upload) continue
        addToTotals(tally, upload, -1)
        uploads.delete(id)
        gone.add(id)
      }
      if (gone.size === 0) return
      order = order.filter((id) => !gone.has(id))
      orderChanged = true
      for (const id of gone) markChanged(id)
      flush()
    },
    /** Tells who listens to this upload now; the others with the next frame. */
    tell(id: string) {
      if (!changed.delete(id)) return
      for (const listener of byId.get(id) ?? []) listener()
    },
    /** Hears of one upload. */
    subscribe(id: string, listener: Listener): Unsubscribe {
      const listeners = byId.get(id) ?? new Set()
      byId.set(id, listeners)
      const stop = listen(listeners, listener)
      return () => {
        stop()
        if (listeners.size === 0 && byId.get(id) === listeners) byId.delete(id)
      }
    },
    /** Hears when an upload came or went. */
    subscribeIds: (listener: Listener): Unsubscribe => listen(ofOrder, listener),
    /** Hears of everything. */
    subscribeAll: (listener: Listener): Unsubscribe => listen(ofAll, listener),
  }
}

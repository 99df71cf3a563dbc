import { createSubscribable, type Subscribable } from '../lib/subscribable.ts'
import { requestFrame } from './scheduling/schedule-frame.ts'
import { createTotals, addToTotals, totalsOf, type UploadTotals } from './progress.ts'
import type { Upload } from './upload.ts'

type Listener = () => void
type Unsubscribe = () => void

/**
 * An ordered map of uploads; `state.ts` decides which transitions are allowed. Changes are visible at once. Listeners are
 * notified once per animation frame, so that many progress events cause one render; `notify`, adding and deleting
 * notify at once.
 */
export function createUploadStore() {
  let order: readonly string[] = []
  const uploads = new Map<string, Upload>()
  const byId = new Map<string, Subscribable<void>>()
  const idListeners = createSubscribable()
  const listeners = createSubscribable()

  const changed = new Set<string>()
  let orderChanged = false
  let cancelFrame: (() => void) | undefined
  // Snapshots are created on demand and cached until something changes: React compares them by identity.
  let all: readonly Upload[] | undefined
  let totals: UploadTotals | undefined
  const runningTotals = createTotals()

  function markChanged(id: string) {
    changed.add(id)
    invalidateSnapshots()
    cancelFrame ??= requestFrame(flush)
  }

  function invalidateSnapshots() {
    all = undefined
    totals = undefined
  }

  function flush() {
    cancelFrame?.()
    cancelFrame = undefined
    const ids = [...changed]
    const reordered = orderChanged
    changed.clear()
    orderChanged = false
    for (const id of ids) byId.get(id)?.notify()
    if (reordered) idListeners.notify()
    listeners.notify()
  }

  const readAll = (): readonly Upload[] => (all ??= order.flatMap((id) => uploads.get(id) ?? []))

  return {
    get: (id: string): Upload | undefined => uploads.get(id),
    /** Ids in the order of adding; a new array only after an upload was added or removed. */
    ids: (): readonly string[] => order,
    all: readAll,
    totals: (): UploadTotals => (totals ??= totalsOf(runningTotals)),
    set(upload: Upload) {
      const before = uploads.get(upload.id)
      if (!before) return
      uploads.set(upload.id, upload)
      addToTotals(runningTotals, before, -1)
      addToTotals(runningTotals, upload, 1)
      markChanged(upload.id)
    },
    add(added: readonly Upload[]) {
      for (const upload of added) {
        uploads.set(upload.id, upload)
        addToTotals(runningTotals, upload, 1)
      }
      // None of them can have listeners yet.
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
        addToTotals(runningTotals, upload, -1)
        uploads.delete(id)
        gone.add(id)
      }
      if (gone.size === 0) return
      order = order.filter((id) => !gone.has(id))
      orderChanged = true
      for (const id of gone) markChanged(id)
      flush()
    },
    /** Notifies the listeners of this upload now; the others with the next frame. */
    notify(id: string) {
      if (changed.delete(id)) byId.get(id)?.notify()
    },
    /** Listens to one upload. */
    subscribe(id: string, listener: Listener): Unsubscribe {
      const own = byId.get(id) ?? createSubscribable()
      byId.set(id, own)
      const unsubscribe = own.subscribe(listener)
      return () => {
        unsubscribe()
        if (own.size === 0 && byId.get(id) === own) byId.delete(id)
      }
    },
    /** Listens to uploads being added and removed. */
    subscribeIds: (listener: Listener): Unsubscribe => idListeners.subscribe(listener),
    /** Listens to every change. */
    subscribeAll: (listener: Listener): Unsubscribe => listeners.subscribe(listener),
  }
}

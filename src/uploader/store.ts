import { createSubscribable, type Subscribable } from '../lib/subscribable.ts'
import { requestFrame } from '../lib/time.ts'
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
  const { notifySoon, notifyAll, ...subscriptions } = createUploadListeners()
  // Snapshots are created on demand and cached until something changes: React compares them by identity.
  let all: readonly Upload[] | undefined
  let totals: UploadTotals | undefined
  const runningTotals = createTotals()

  function invalidateSnapshots() {
    all = undefined
    totals = undefined
  }

  return {
    ...subscriptions,
    get: (id: string): Upload | undefined => uploads.get(id),
    /** Ids in the order of adding; a new array only after an upload was added or removed. */
    ids: (): readonly string[] => order,
    all: (): readonly Upload[] => (all ??= order.flatMap((id) => uploads.get(id) ?? [])),
    totals: (): UploadTotals => (totals ??= totalsOf(runningTotals)),
    set(upload: Upload) {
      const before = uploads.get(upload.id)
      if (!before) return
      uploads.set(upload.id, upload)
      addToTotals(runningTotals, before, -1)
      addToTotals(runningTotals, upload, 1)
      invalidateSnapshots()
      notifySoon(upload.id)
    },
    add(added: readonly Upload[]) {
      for (const upload of added) {
        uploads.set(upload.id, upload)
        addToTotals(runningTotals, upload, 1)
      }
      order = [...order, ...added.map(({ id }) => id)]
      invalidateSnapshots()
      // None of them can have listeners yet.
      notifyAll([])
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
      invalidateSnapshots()
      notifyAll(gone)
    },
  }
}

/** Who listens to which uploads, and which changes they have not been notified of. */
function createUploadListeners() {
  const byId = new Map<string, Subscribable<void>>()
  const ofIds = createSubscribable()
  const ofAll = createSubscribable()
  const changed = new Set<string>()
  let cancelFrame: (() => void) | undefined

  function flush(isReordered: boolean) {
    cancelFrame?.()
    cancelFrame = undefined
    const ids = [...changed]
    changed.clear()
    for (const id of ids) byId.get(id)?.notify()
    if (isReordered) ofIds.notify()
    ofAll.notify()
  }

  return {
    /** An upload has changed: notifies with the next frame. */
    notifySoon(id: string) {
      changed.add(id)
      cancelFrame ??= requestFrame(() => flush(false))
    },
    /** Uploads were added, or these were removed: notifies now. */
    notifyAll(removed: Iterable<string>) {
      for (const id of removed) changed.add(id)
      flush(true)
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
    subscribeIds: ofIds.subscribe,
    /** Listens to every change. */
    subscribeAll: ofAll.subscribe,
  }
}

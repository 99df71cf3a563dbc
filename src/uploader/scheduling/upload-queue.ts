import { createPool, type Permit } from '../../lib/pool.ts'
import { createSizeQueue } from './size-queue.ts'
import { requestFrame } from '../../lib/time.ts'
import { createTransferPool, type TransferEntry } from './transfer-pool.ts'

/** A queued or running upload. One object per upload, without closures, to save memory. */
export type QueuedUpload<Session> = TransferEntry & {
  uploadId: string
  session: Session
  /** Whether it must be hashed before it is transferred. */
  needsHash: boolean
  /** Present while it runs. */
  controller: AbortController | undefined
}

type UploadQueueOptions<Session> = {
  concurrency(): number
  hashConcurrency: number
  /** Creates the queue entry of an upload; `undefined` if it must no longer start. */
  describe(id: string, session: Session): { size: number; needsHash: boolean; needsSlot: boolean } | undefined
  /** Starts an upload, with its slot if it needs one. */
  start(upload: QueuedUpload<Session>, permit: Permit | undefined): void
}

// Ten thousand uploads that are queued in one task would block the page.
const maxQueuedPerTask = 1000
// Enough to keep the transfer slots busy, few enough to keep few runs in memory.
const maxHashedAhead = 100

/** The queues of an uploader. */
export type UploadQueue<Session> = ReturnType<typeof createUploadQueue<Session>>

/** The queues of an uploader: for hashing, and for a transfer slot. */
export function createUploadQueue<Session>(options: UploadQueueOptions<Session>) {
  const { concurrency, hashConcurrency, describe, start } = options
  const runs = new Map<string, QueuedUpload<Session>>()
  const pool = createTransferPool(concurrency)
  const hashPool = createHashPool(() => (pool.waiting < maxHashedAhead ? hashConcurrency : 0))

  function onAcquire(permit: Permit, { uploadId = '' }: TransferEntry) {
    const run = runs.get(uploadId)
    if (run) start(run, permit)
    else permit.release()
  }

  function enqueue(id: string, session: Session) {
    const description = runs.has(id) ? undefined : describe(id, session)
    if (!description) return
    const { size, needsHash, needsSlot } = description
    const run: QueuedUpload<Session> = {
      uploadId: id,
      size,
      onAcquire,
      session,
      needsHash,
      controller: undefined,
    }
    runs.set(id, run)
    if (!needsSlot) start(run, undefined)
    else (needsHash ? hashPool : pool).add(run)
  }

  function drain() {
    hashPool.drain()
    pool.drain()
  }
  const arrivals = createArrivals<Session>(enqueue, drain)

  return {
    pool,
    hashPool,
    /** Assigns free slots, after `concurrency` was raised for example. */
    drain,
    /** Queues uploads: in a microtask, so that `add` returns first; many of them once the page has shown them. */
    add: arrivals.add,
    get: (id: string): QueuedUpload<Session> | undefined => runs.get(id),
    /** The upload has ended. */
    settle(id: string) {
      const run = runs.get(id)
      // The entry is as old as the upload: V8 keeps what it refers to until the next major garbage collection.
      if (run) run.controller = undefined
      runs.delete(id)
    },
    /** Takes an upload out of its queue, or stops it. */
    stop(id: string, reason: unknown) {
      arrivals.delete(id)
      const run = runs.get(id)
      runs.delete(id)
      if (!run) return
      ;(run.needsHash ? hashPool : pool).remove(run)
      run.controller?.abort(reason)
    },
  }
}

/** Uploads that have been added and are not queued yet: at most a thousand are queued in one task. */
function createArrivals<Session>(enqueue: (id: string, session: Session) => void, drain: () => void) {
  const added = new Map<string, Session>()

  function enqueueAdded() {
    let room = maxQueuedPerTask
    for (const [id, session] of added) {
      if (room-- === 0) break
      added.delete(id)
      enqueue(id, session)
    }
    drain()
    if (added.size > 0) setTimeout(enqueueAdded)
  }

  return {
    add(ids: readonly string[], sessionOf: (id: string) => Session) {
      if (added.size === 0) {
        if (ids.length < maxQueuedPerTask) queueMicrotask(enqueueAdded)
        else requestFrame(() => setTimeout(enqueueAdded))
      }
      for (const id of ids) added.set(id, sessionOf(id))
    },
    delete: (id: string): boolean => added.delete(id),
  }
}

/** The slots for hashing: the smallest file goes first. */
function createHashPool(limit: () => number) {
  const waiting = createSizeQueue<TransferEntry>()
  return createPool<TransferEntry>(limit, {
    add: waiting.add,
    delete: waiting.delete,
    take() {
      const entry = waiting.smallest()
      if (entry) waiting.delete(entry)
      return entry && { entry }
    },
    get length() {
      return waiting.length
    },
  })
}

import { onAbort } from './abort.ts'

/** One of a pool's slots; releasing it twice does nothing. */
export type Permit = { release(): void }

/** An entry of the queue for slots. */
export type PoolEntry<E> = {
  /** Called with the slot, once. The entry comes along, so that one function can serve ten thousand entries. */
  onAcquire(permit: Permit, entry: E): void
}

/** Decides which entry is next. */
export type PoolQueue<E> = {
  add(entry: E): void
  delete(entry: E): boolean
  /** Removes the next entry. `onRelease` is called when its slot is free again. */
  take(limit: number): { entry: E; onRelease?: (() => void) | undefined } | undefined
  readonly length: number
}

/**
 * A pool of `limit` slots. A released slot goes to the next entry of the queue at once.
 *
 * @param limit read whenever a slot may be assigned; call `drain` after raising it
 */
export function createPool<E extends PoolEntry<E>>(limit: () => number, queue: PoolQueue<E>) {
  let active = 0
  let isDraining = false

  function drain() {
    // A slot may be released, or another asked for, while one is being assigned.
    if (isDraining) return
    isDraining = true
    while (active < limit()) {
      const next = queue.take(limit())
      if (!next) break
      active++
      next.entry.onAcquire(createPermit(next.onRelease), next.entry)
    }
    isDraining = false
  }

  function createPermit(onRelease: (() => void) | undefined): Permit {
    let isHeld = true
    return {
      release() {
        if (!isHeld) return
        isHeld = false
        active--
        onRelease?.()
        drain()
      },
    }
  }

  return {
    /** Queues an entry. Assigns nothing before `drain`, which is called once for many entries. */
    add: queue.add,
    /** Removes an entry that still waits. */
    remove: queue.delete,
    drain,
    /**
     * Runs `task` in a slot, which is free again when the task has settled or has released it. Rejects with the signal's
     * reason when that is aborted first.
     *
     * @param createEntry the entry to wait with, given its `onAcquire`
     */
    async run<T>(
      createEntry: (onAcquire: (permit: Permit) => void) => E,
      signal: AbortSignal,
      task: (permit: Permit) => Promise<T>,
    ): Promise<T> {
      const permit = await acquire(createEntry, signal, queue, drain)
      return runInSlot(permit, task)
    },
    get active(): number {
      return active
    },
    get waiting(): number {
      return queue.length
    },
  }
}

/** Waits for a slot, unless the signal is aborted first. */
function acquire<E>(
  createEntry: (onAcquire: (permit: Permit) => void) => E,
  signal: AbortSignal,
  queue: PoolQueue<E>,
  drain: () => void,
): Promise<Permit> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason)
      return
    }
    const entry = createEntry((permit) => {
      unsubscribe()
      resolve(permit)
    })
    queue.add(entry)
    const unsubscribe = onAbort(signal, (reason) => {
      queue.delete(entry)
      reject(reason)
    })
    drain()
  })
}

/** Runs `task` in a slot that is held already. */
export async function runInSlot<T>(permit: Permit, task: (permit: Permit) => Promise<T>): Promise<T> {
  try {
    return await task(permit)
  } finally {
    permit.release()
  }
}

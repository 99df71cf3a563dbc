import { createPool, type Permit, type PoolQueue } from '../../lib/pool.ts'
import { createSizeQueue } from './size-queue.ts'

/** An upload or a part that waits for a slot. */
export type TransferEntry = {
  /** Bytes of the whole file: what decides whose turn it is. */
  size: number
  /** The upload, unless it has its target already. */
  uploadId: string | undefined
  onAcquire(permit: Permit, entry: TransferEntry): void
}

/** One slot in so many is for the largest files. */
export const largeFileShare = 5

/** The slots of transfers. */
export type TransferPool = ReturnType<typeof createTransferPool>

/**
 * The smallest file goes first, so that most files complete soon and none is stuck behind a large one; one slot in five
 * is for the largest, so that large files neither starve nor all come last, when the other slots would be idle.
 */
export function createTransferPool(limit: () => number) {
  const waiting = createSizeQueue<TransferEntry>()
  const pool = createPool(limit, largeFilesShareSlots(waiting))
  return Object.assign(pool, { view: waiting.view })
}

function largeFilesShareSlots(
  waiting: ReturnType<typeof createSizeQueue<TransferEntry>>,
): PoolQueue<TransferEntry> {
  let large = 0
  const onRelease = () => {
    large--
  }
  return {
    add: waiting.add,
    delete: waiting.delete,
    take(limit) {
      const isLarge = limit > 1 && large < Math.max(1, Math.floor(limit / largeFileShare))
      const entry = isLarge ? waiting.largest() : waiting.smallest()
      if (!entry) return undefined
      waiting.delete(entry)
      if (!isLarge) return { entry }
      large++
      return { entry, onRelease }
    },
    get length() {
      return waiting.length
    },
  }
}

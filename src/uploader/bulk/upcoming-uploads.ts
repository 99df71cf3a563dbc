import type { QueueView } from '../scheduling/size-queue.ts'
import { largeFileShare, type TransferEntry } from '../scheduling/transfer-pool.ts'

/**
 * Ids of the next uploads, roughly in the order of their turns; one may come twice. Reads only as much of the queue as it
 * is asked for.
 */
export function* upcomingUploads(waiting: QueueView<TransferEntry>): Generator<string> {
  const largest = largestFirst(waiting)
  let turn = 0
  for (const entry of waiting.items) {
    if (!waiting.has(entry)) continue
    const { size, uploadId } = entry
    const large = turn++ % (largeFileShare - 1) === 0 ? largest.next().value : undefined
    if (large?.uploadId !== undefined && large.size > size) yield large.uploadId
    if (uploadId !== undefined) yield uploadId
  }
}

/** Largest first, equal sizes in the order they were added. */
export function* largestFirst<T extends { size: number }>({
  items,
  has,
}: QueueView<T>): Generator<T, undefined> {
  for (let end = items.length; end > 0;) {
    let start = end - 1
    while (start > 0 && items[start - 1]?.size === items[end - 1]?.size) start--
    for (let index = start; index < end; index++) {
      const item = items[index]
      if (item && has(item)) yield item
    }
    end = start
  }
  return undefined
}

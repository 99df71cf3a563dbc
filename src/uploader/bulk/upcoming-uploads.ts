import { largeFileShare, type TransferEntry } from '../scheduling/transfer-pool.ts'

/**
 * Ids of the next uploads, roughly in the order of their turns; one may come twice.
 *
 * @param sorted what waits for a slot, smallest first
 */
export function* upcomingUploads(sorted: readonly TransferEntry[]): Generator<string> {
  const largest = largestFirst(sorted)
  let turn = 0
  for (const { size, uploadId } of sorted) {
    const large = turn++ % (largeFileShare - 1) === 0 ? largest.next().value : undefined
    if (large?.uploadId !== undefined && large.size > size) yield large.uploadId
    if (uploadId !== undefined) yield uploadId
  }
}

/** Largest first, equal sizes in the order they were added. */
export function* largestFirst<T extends { size: number }>(sorted: readonly T[]): Generator<T, undefined> {
  for (let end = sorted.length; end > 0;) {
    let start = end - 1
    while (start > 0 && sorted[start - 1]?.size === sorted[end - 1]?.size) start--
    yield* sorted.slice(start, end)
    end = start
  }
  return undefined
}

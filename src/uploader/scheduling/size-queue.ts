/** An item of the queue. */
export type HasSize = { size: number }

// Up to this many new items, inserting each is faster than sorting all.
const insertThreshold = 16

/** The items of a queue, smallest first, equal sizes in the order they were added; with deleted ones, which `has` denies. */
export type QueueView<T> = { items: readonly T[]; has(item: T): boolean }

/** A queue sorted by size, first in first out among equal sizes. Adding ten thousand items at once sorts once. */
export function createSizeQueue<T extends HasSize>() {
  // Ascending; new items are merged when the queue is next read.
  let sorted: T[] = []
  let fresh: T[] = []
  const members = new Set<T>()

  /** Binary search: the index of the first item that meets the condition, as all items after it do. */
  function lowerBound(isAfter: (item: T) => boolean): number {
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (isAfter(sorted[middle] as T)) high = middle
      else low = middle + 1
    }
    return low
  }

  const firstOf = (size: number) => lowerBound((item) => item.size >= size)

  function merge() {
    if (fresh.length > insertThreshold) {
      // The sort is stable: items of equal size stay in order.
      sorted = [...sorted, ...fresh].filter((item) => members.has(item)).sort((a, b) => a.size - b.size)
    } else {
      // After the items of equal size.
      for (const item of fresh)
        sorted.splice(
          lowerBound(({ size }) => size > item.size),
          0,
          item,
        )
    }
    if (fresh.length > 0) fresh = []
    while (sorted.length > 0 && !members.has(sorted[0] as T)) sorted.shift()
    while (sorted.length > 0 && !members.has(sorted.at(-1) as T)) sorted.pop()
  }

  return {
    add(item: T) {
      members.add(item)
      fresh.push(item)
    },
    delete: (item: T): boolean => members.delete(item),
    smallest(): T | undefined {
      merge()
      return sorted[0]
    },
    /** The first one added among those of equal size. */
    largest(): T | undefined {
      merge()
      const last = sorted.at(-1)
      if (!last) return undefined
      const first = firstOf(last.size)
      while (!members.has(sorted[first] as T)) sorted.splice(first, 1)
      return sorted[first]
    },
    /** A view to read before the queue changes. */
    view(): QueueView<T> {
      merge()
      return { items: sorted, has: (item) => members.has(item) }
    },
    get length(): number {
      return members.size
    },
  }
}

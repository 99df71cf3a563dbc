/** What stands in the queue. */
export type Sized = { size: number }

// Up to here, each for itself is quicker than sorting all.
const few = 16

/** A queue by size; among equals the first come is the first. Made for ten thousand at once. */
export function createSizeQueue<T extends Sized>() {
  // Ascending; what comes in bulk is sorted in when somebody next looks.
  let sorted: T[] = []
  let fresh: T[] = []
  const members = new Set<T>()

  /** Where a newcomer stands: behind its equals. */
  function placeOf(size: number): number {
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((sorted[middle] as T).size <= size) low = middle + 1
      else high = middle
    }
    return low
  }

  function settle() {
    if (fresh.length > few) {
      // Stable: an older one of the same size stays in front.
      sorted = [...sorted, ...fresh].filter((item) => members.has(item)).sort((a, b) => a.size - b.size)
    } else {
      for (const item of fresh) sorted.splice(placeOf(item.size), 0, item)
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
      settle()
      return sorted[0]
    },
    largest(): T | undefined {
      settle()
      return sorted.at(-1)
    },
    /** From the smallest up. */
    *ascending(): Generator<T> {
      settle()
      for (const item of sorted) if (members.has(item)) yield item
    },
    get length(): number {
      return members.size
    },
  }
}

/** What stands in the queue. */
export type HasSize = { size: number }

// Up to here, each for itself is quicker than sorting all.
const few = 16

/** A queue by size; among equals the first come is the first. Made for ten thousand at once. */
export function createSizeQueue<T extends HasSize>() {
  // Ascending; what comes in bulk is sorted in when somebody next looks.
  let sorted: T[] = []
  let fresh: T[] = []
  const members = new Set<T>()

  /** How many stand before the first for whom that holds; it holds for all behind it. */
  function lowerBound(isBehind: (item: T) => boolean): number {
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (isBehind(sorted[middle] as T)) high = middle
      else low = middle + 1
    }
    return low
  }

  const firstOf = (size: number) => lowerBound((item) => item.size >= size)

  function settle() {
    if (fresh.length > few) {
      // Stable: an older one of the same size stays in front.
      sorted = [...sorted, ...fresh].filter((item) => members.has(item)).sort((a, b) => a.size - b.size)
    } else {
      // A newcomer stands behind its equals.
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
      settle()
      return sorted[0]
    },
    /** Among equals the first come, as everywhere. */
    largest(): T | undefined {
      settle()
      const last = sorted.at(-1)
      if (!last) return undefined
      const first = firstOf(last.size)
      while (!members.has(sorted[first] as T)) sorted.splice(first, 1)
      return sorted[first]
    },
    /** From the smallest up. */
    *ascending(): Generator<T> {
      settle()
      for (const item of sorted) if (members.has(item)) yield item
    },
    /** From the largest down, equals as they came. */
    *descending(): Generator<T, undefined> {
      settle()
      let end = sorted.length
      while (end > 0) {
        const first = firstOf((sorted[end - 1] as T).size)
        for (let place = first; place < end; place++) {
          const item = sorted[place]
          if (item && members.has(item)) yield item
        }
        end = first
      }
      return undefined
    },
    get length(): number {
      return members.size
    },
  }
}

/** The rows from `start` to before `end`. */
export type RowRange = { start: number; end: number }

/** Sizes of rows: measured ones, and for the others that of the first that was measured. */
export type RowSizes = {
  /** Remembers a size; returns whether it differs from the one before. */
  measure(id: string, size: number): boolean
  /** The offset of each row from the start of the list, and the total size as the last one. */
  offsets(ids: readonly string[]): readonly number[]
}

export function createRowSizes(defaultSize: number): RowSizes {
  const sizes = new Map<string, number>()
  let estimate: number | undefined
  return {
    measure(id, size) {
      // A row that is not laid out, as in a hidden list, has no size.
      if (size <= 0 || sizes.get(id) === size) return false
      estimate ??= size
      sizes.set(id, size)
      return true
    },
    offsets(ids) {
      // Of known length: an array that grows would be copied a dozen times.
      const offsets = new Array<number>(ids.length + 1)
      let offset = (offsets[0] = 0)
      ids.forEach((id, index) => {
        offsets[index + 1] = offset += sizes.get(id) ?? estimate ?? defaultSize
      })
      return offsets
    },
  }
}

/** The rows between two offsets, and `overscan` more on each side. */
export function rowsBetween(
  offsets: readonly number[],
  { top, bottom }: { top: number; bottom: number },
  overscan: number,
): RowRange {
  const count = offsets.length - 1
  const first = Math.min(rowAt(offsets, top), Math.max(0, count - 1))
  const last = Math.max(first, Math.min(rowAt(offsets, bottom), count - 1))
  return { start: Math.max(0, first - overscan), end: Math.min(count, last + 1 + overscan) }
}

/** Index of the row at an offset, by binary search. */
function rowAt(offsets: readonly number[], offset: number): number {
  let [low, high] = [0, offsets.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((offsets[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

/**
 * The visible part of a list, as offsets from its start: what the viewport and every clipping ancestor leave of it. So it
 * does not matter which of them scrolls.
 */
export function visiblePart(list: Element): { top: number; bottom: number } {
  const view = list.ownerDocument.defaultView
  let top = 0
  let bottom = view?.innerHeight ?? 0
  for (const ancestor of clippingAncestors(list)) {
    const box = ancestor.getBoundingClientRect()
    top = Math.max(top, box.top)
    bottom = Math.min(bottom, box.bottom)
  }
  const start = list.getBoundingClientRect().top
  return { top: top - start, bottom: Math.max(top, bottom) - start }
}

/** Calls the listener whenever the visible part of the list may have changed. */
export function observeVisiblePart(list: Element, listener: (isScroll: boolean) => void): () => void {
  const document = list.ownerDocument
  const over = new AbortController()
  const options = { passive: true, signal: over.signal }
  const onScroll = () => listener(true)
  const onResize = () => listener(false)
  const ancestors = clippingAncestors(list)
  // Scroll events of elements do not bubble.
  for (const ancestor of ancestors) ancestor.addEventListener('scroll', onScroll, options)
  document.defaultView?.addEventListener('scroll', onScroll, options)
  document.defaultView?.addEventListener('resize', onResize, options)
  const observer = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(onResize)
  for (const element of [document.body, list, ...ancestors]) observer?.observe(element)
  return () => {
    over.abort()
    observer?.disconnect()
  }
}

function clippingAncestors(list: Element): readonly Element[] {
  const { body, documentElement, defaultView } = list.ownerDocument
  const ancestors: Element[] = []
  for (let node = parentOf(list); node && node !== body && node !== documentElement; node = parentOf(node)) {
    if (defaultView && defaultView.getComputedStyle(node).overflowY !== 'visible') ancestors.push(node)
  }
  return ancestors
}

/** The parent in the flat tree: out of slots and shadow roots. */
function parentOf(node: Element): Element | null {
  const root = node.getRootNode()
  return node.assignedSlot ?? node.parentElement ?? ('host' in root ? (root.host as Element) : null)
}

import { createRowSizes, observeVisiblePart, rowsBetween, visiblePart, type RowRange } from '../windowing.ts'

/** The rows to render, and the offset of each row from the start of the list; the total size as the last one. */
export type ListView = { range: RowRange; offsets: readonly number[] }

const overscan = 6

/**
 * Finds the rows of a long list that are in view, and measures them; their elements have their ids in `data-upload`.
 *
 * @param onChange `isScroll` is true if the rows have to be rendered before the browser paints
 */
export function createListWindow(rowSize: number, onChange: (view: ListView, isScroll: boolean) => void) {
  const sizes = createRowSizes(rowSize)
  let list: Element | undefined
  let ids: readonly string[] = []
  let view: ListView = { range: { start: 0, end: 0 }, offsets: [] }

  function update(offsets: readonly number[], isScroll: boolean) {
    if (!list || offsets.length === 0) return
    const range = rowsBetween(offsets, visiblePart(list), overscan)
    const isSame = range.start === view.range.start && range.end === view.range.end
    if (isSame && offsets === view.offsets) return
    view = { range, offsets }
    onChange(view, isScroll)
  }
  const measure = createRowMeasure((rows) => {
    const changed = rows.filter((row) => sizes.measure(row.dataset['upload'] ?? '', row.offsetHeight))
    if (changed.length > 0) update(sizes.offsets(ids), false)
  })
  return {
    /** A callback ref for every row. */
    rowRef: measure.ref,
    setIds(next: readonly string[]) {
      ids = next
      update(sizes.offsets(ids), false)
    },
    /** Starts with the rows that are rendered; returns how to stop. */
    observe(element: Element): () => void {
      list = element
      const stopMeasuring = measure.start()
      const stopObserving = observeVisiblePart(element, (isScroll) => update(view.offsets, isScroll))
      return () => {
        stopMeasuring()
        stopObserving()
        list = undefined
      }
    },
  }
}

/** Measures rows while they are rendered; their elements have their ids in `data-upload`. */
type RowMeasure = {
  /** A callback ref for every row. */
  ref(row: HTMLElement | null): void
  /** Starts with the rows that are rendered; returns how to stop. */
  start(): () => void
}

/** @param onMeasure called with the rows whose size may have changed, all of a frame at once */
function createRowMeasure(onMeasure: (rows: readonly HTMLElement[]) => void): RowMeasure {
  const rows = new Set<HTMLElement>()
  let observer: ResizeObserver | undefined

  return {
    ref(row) {
      // React 18 calls refs with `null` instead of cleaning up: rows that are gone are recognised by their connection.
      for (const measured of rows) {
        if (measured.isConnected) continue
        rows.delete(measured)
        observer?.unobserve(measured)
      }
      if (!row) return
      rows.add(row)
      observer?.observe(row)
    },
    start() {
      onMeasure([...rows])
      if (typeof ResizeObserver === 'undefined') return () => undefined
      observer = new ResizeObserver((entries) => {
        onMeasure(entries.map(({ target }) => target as HTMLElement).filter((row) => rows.has(row)))
      })
      for (const row of rows) observer.observe(row)
      return () => {
        observer?.disconnect()
        observer = undefined
      }
    },
  }
}

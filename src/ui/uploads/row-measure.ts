/** Measures rows while they are rendered; their elements have their ids in `data-upload`. */
type RowMeasure = {
  /** A callback ref for every row. */
  ref(row: HTMLElement | null): void
  /** Starts with the rows that are rendered; returns how to stop. */
  start(): () => void
}

export function createRowMeasure(onMeasure: (id: string, size: number) => void): RowMeasure {
  const rows = new Set<HTMLElement>()
  let observer: ResizeObserver | undefined

  function measure(row: HTMLElement) {
    onMeasure(row.dataset['upload'] ?? '', row.offsetHeight)
  }
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
      for (const row of rows) measure(row)
      if (typeof ResizeObserver === 'undefined') return () => undefined
      observer = new ResizeObserver((entries) => {
        for (const { target } of entries) if (rows.has(target as HTMLElement)) measure(target as HTMLElement)
      })
      for (const row of rows) observer.observe(row)
      return () => {
        observer?.disconnect()
        observer = undefined
      }
    },
  }
}

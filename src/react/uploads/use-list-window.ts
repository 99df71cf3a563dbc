'use client'

import { useCallback, useMemo, useRef, useState, type RefCallback } from 'react'
import { createRowSizes, type RowRange } from '../../ui/windowing.ts'
import { useIsomorphicLayoutEffect } from '../use-isomorphic-layout-effect.ts'
import { useVisibleRows } from '../use-visible-rows.ts'

const overscan = 6

type ListWindow = {
  range: RowRange
  offsets: readonly number[]
  listRef: RefCallback<HTMLElement>
  /** Measures the row; its element has its id in `data-upload`. */
  rowRef: RefCallback<HTMLElement>
}

/** Which rows of a long list are in view, and where each one is. */
export function useListWindow(ids: readonly string[], rowSize: number, isEnabled: boolean): ListWindow {
  const [list, setList] = useState<HTMLElement | null>(null)
  // In an object that is new after each measurement, since the sizes themselves are mutable.
  const [measured, setMeasured] = useState(() => ({ sizes: createRowSizes(rowSize) }))
  const { sizes } = measured
  const offsets = useMemo(() => (isEnabled ? measured.sizes.offsets(ids) : []), [measured, ids, isEnabled])
  const range = useVisibleRows(list, offsets, overscan)

  const rowRef = useRowMeasure(
    useCallback(
      (id: string, size: number) => {
        if (sizes.measure(id, size)) setMeasured({ sizes })
      },
      [sizes],
    ),
  )
  return { range, offsets, listRef: setList, rowRef }
}

/** Measures rows while they are rendered. */
function useRowMeasure(onMeasure: (id: string, size: number) => void): RefCallback<HTMLElement> {
  const rows = useRef(new Set<HTMLElement>())
  const observer = useRef<ResizeObserver>(undefined)
  useIsomorphicLayoutEffect(() => {
    const measure = (row: HTMLElement) => onMeasure(row.dataset['upload'] ?? '', row.offsetHeight)
    for (const row of rows.current) measure(row)
    if (typeof ResizeObserver === 'undefined') return
    observer.current = new ResizeObserver((entries) => {
      for (const { target } of entries)
        if (rows.current.has(target as HTMLElement)) measure(target as HTMLElement)
    })
    for (const row of rows.current) observer.current.observe(row)
    return () => observer.current?.disconnect()
  }, [onMeasure])
  return useCallback((row: HTMLElement | null) => {
    // React 18 calls refs with `null` instead of cleaning up: rows that are gone are recognised by their connection.
    for (const known of rows.current) {
      if (known.isConnected) continue
      rows.current.delete(known)
      observer.current?.unobserve(known)
    }
    if (!row) return
    rows.current.add(row)
    observer.current?.observe(row)
  }, [])
}

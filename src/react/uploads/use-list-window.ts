'use client'

import { useCallback, useEffect, useMemo, useRef, useState, type RefCallback } from 'react'
import { flushSync } from 'react-dom'
import {
  createRowSizes,
  observeVisiblePart,
  rowsBetween,
  visiblePart,
  type RowRange,
} from '../../ui/uploads/list-window.ts'
import { useIsomorphicLayoutEffect } from '../use-isomorphic-layout-effect.ts'
import { useLatest } from '../use-latest.ts'

const overscan = 6
const firstRange: RowRange = { start: 0, end: 20 }

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
  const [range, setRange] = useState(firstRange)
  const latestRange = useRef(range)
  const [sizes] = useState(() => createRowSizes(rowSize))
  const [version, setVersion] = useState(0)
  // eslint-disable-next-line react-hooks/exhaustive-deps -- `sizes` changes with the version
  const offsets = useMemo(() => (isEnabled ? sizes.offsets(ids) : []), [sizes, ids, isEnabled, version])
  const latestOffsets = useLatest(offsets)

  const update = useCallback(() => {
    if (!list || latestOffsets.current.length === 0) return
    const next = rowsBetween(latestOffsets.current, visiblePart(list), overscan)
    const { start, end } = latestRange.current
    if (start === next.start && end === next.end) return
    latestRange.current = next
    setRange(next)
  }, [list, latestOffsets])

  useEffect(() => {
    if (!list || !isEnabled) return
    // Within the scroll event, or the browser paints the list without its new rows.
    return observeVisiblePart(list, (isScroll) => (isScroll ? flushSync(update) : update()))
  }, [list, isEnabled, update])
  // eslint-disable-next-line react-hooks/set-state-in-effect -- the range depends on the layout
  useEffect(update, [update, offsets])

  const rowRef = useRowMeasure(
    useCallback(
      (id: string, size: number) => {
        if (sizes.measure(id, size)) setVersion((last) => last + 1)
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

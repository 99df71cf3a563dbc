'use client'

import { useCallback, useEffect, useMemo, useRef, useState, type RefCallback } from 'react'
import { flushSync } from 'react-dom'
import type { ListChunk } from '../../ui/uploads/list-chunk.ts'
import type { RowRange } from '../../ui/uploads/list-window.ts'
import { useIsomorphicLayoutEffect } from '../use-isomorphic-layout-effect.ts'
import { useLatest } from '../use-latest.ts'

const firstRange: RowRange = { start: 0, end: 20 }

type ListWindow = {
  range: RowRange
  offsets: readonly number[]
  listRef: RefCallback<HTMLElement>
  /** Measures the row; its element has its id in `data-upload`. Absent without the code. */
  rowRef: RefCallback<HTMLElement> | undefined
}

/** Which rows of a long list are in view, and where each one is. Does nothing without its code. */
export function useListWindow(
  ids: readonly string[],
  rowSize: number,
  chunk: ListChunk | undefined,
): ListWindow {
  const [list, setList] = useState<HTMLElement | null>(null)
  const [range, setRange] = useState(firstRange)
  const latestRange = useRef(range)
  const sizes = useMemo(() => chunk?.createRowSizes(rowSize), [chunk, rowSize])
  const [version, setVersion] = useState(0)
  // eslint-disable-next-line react-hooks/exhaustive-deps -- `sizes` changes with the version
  const offsets = useMemo(() => sizes?.offsets(ids) ?? [], [sizes, ids, version])
  const latestOffsets = useLatest(offsets)

  const update = useCallback(() => {
    if (!list || !chunk || latestOffsets.current.length === 0) return
    const next = chunk.rowsInView(list, latestOffsets.current)
    const { start, end } = latestRange.current
    if (start === next.start && end === next.end) return
    latestRange.current = next
    setRange(next)
  }, [list, chunk, latestOffsets])

  useEffect(() => {
    if (!list || !chunk) return
    // Within the scroll event, or the browser paints the list without its new rows.
    return chunk.observeVisiblePart(list, (isScroll) => (isScroll ? flushSync(update) : update()))
  }, [list, chunk, update])
  useEffect(update, [update, offsets])

  const measure = useMemo(
    () =>
      chunk?.createRowMeasure((id, size) => {
        if (sizes?.measure(id, size)) setVersion((last) => last + 1)
      }),
    [chunk, sizes],
  )
  useIsomorphicLayoutEffect(() => measure?.start(), [measure])
  return { range, offsets, listRef: setList, rowRef: measure?.ref }
}

'use client'

import { useMemo, useState, type RefCallback } from 'react'
import type { ListChunk } from '../../ui/uploads/list-chunk.ts'
import type { RowRange, RowSizes } from '../../ui/windowing.ts'
import { useIsomorphicLayoutEffect } from '../use-isomorphic-layout-effect.ts'
import { useVisibleRows } from '../use-visible-rows.ts'

const overscan = 6

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
  const sizes = useMemo(() => chunk?.createRowSizes(rowSize), [chunk, rowSize])
  // In an object that is new after each measurement, since the sizes themselves are mutable.
  const [measured, setMeasured] = useState<{ sizes: RowSizes }>()
  const latest = measured && measured.sizes === sizes ? measured : undefined
  const offsets = useMemo(() => (latest?.sizes ?? sizes)?.offsets(ids) ?? [], [latest, sizes, ids])
  const range = useVisibleRows(list, offsets, overscan, chunk)

  const measure = useMemo(
    () =>
      chunk?.createRowMeasure((id, size) => {
        if (sizes?.measure(id, size)) setMeasured({ sizes })
      }),
    [chunk, sizes],
  )
  useIsomorphicLayoutEffect(() => measure?.start(), [measure])
  return { range, offsets, listRef: setList, rowRef: measure?.ref }
}

'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { RowRange, Windowing } from '../ui/windowing.ts'
import { useIsomorphicLayoutEffect } from './use-isomorphic-layout-effect.ts'

const initialRange: RowRange = { start: 0, end: 20 }

/**
 * The rows of `list` that are in view and `overscan` more on each side, whichever ancestor scrolls.
 *
 * @param offsets Offset of each row from the start of the list, and the total size as the last one; nothing is observed
 * while it is empty.
 * @param windowing The functions for it; nothing is observed without them.
 */
export function useVisibleRows(
  list: Element | null,
  offsets: readonly number[],
  overscan: number,
  windowing: Windowing | undefined,
): RowRange {
  const [range, setRange] = useState(initialRange)
  const latest = useRef({ offsets, range })
  const isEnabled = offsets.length > 0

  const update = useCallback(() => {
    const { offsets, range } = latest.current
    if (!list || !windowing || offsets.length === 0) return
    const next = windowing.rowsBetween(offsets, windowing.visiblePart(list), overscan)
    if (range.start === next.start && range.end === next.end) return
    latest.current.range = next
    setRange(next)
  }, [list, overscan, windowing])

  // Before the browser paints the list with the rows of its previous layout.
  useIsomorphicLayoutEffect(() => {
    latest.current.offsets = offsets
    update()
  }, [update, offsets])
  useEffect(() => {
    if (!list || !windowing || !isEnabled) return
    // Within the scroll event, or the browser paints the list without its new rows.
    return windowing.observeVisiblePart(list, (isScroll) => (isScroll ? flushSync(update) : update()))
  }, [list, isEnabled, windowing, update])
  return range
}

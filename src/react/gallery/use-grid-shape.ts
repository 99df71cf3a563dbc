'use client'

import { useRef, useState, type RefObject } from 'react'
import { isSameShape, measureGrid, type GridShape } from '../../ui/gallery/measure-grid.ts'
import { useIsomorphicLayoutEffect } from '../use-isomorphic-layout-effect.ts'

/** How a grid is laid out, measured before it is painted and whenever it, or a cell of it, changes size. */
export function useGridShape(grid: RefObject<HTMLElement | null>): GridShape | undefined {
  const [shape, setShape] = useState<GridShape>()
  const measured = useRef<GridShape>(undefined)

  // After every render: another page of frames, or other proportions, may have other cells.
  useIsomorphicLayoutEffect(() => {
    const element = grid.current
    if (!element) return
    const measure = () => {
      const now = measureGrid(element)
      // React 18 renders again for a state that stays what it was, and this runs after every render.
      if (!now || isSameShape(measured.current, now)) return
      measured.current = now
      setShape(now)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    const cell = element.querySelector('[data-frame]:not([data-offscreen])')
    if (cell) observer.observe(cell)
    return () => {
      observer.disconnect()
    }
  })
  return shape
}

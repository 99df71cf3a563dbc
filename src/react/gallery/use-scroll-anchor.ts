'use client'

import { useRef, type RefObject } from 'react'
import { rowPitch, type GridShape } from '../../ui/gallery/measure-grid.ts'
import { useIsomorphicLayoutEffect } from '../use-isomorphic-layout-effect.ts'
import { useLatest } from '../use-latest.ts'

type ScrollAnchor = {
  scroller: RefObject<HTMLElement | null>
  shape: GridShape | undefined
  activeIndex: number
}

/** Where columns become more or fewer, what was seen is seen again: the active frame above all. */
export function useScrollAnchor({ scroller, shape, activeIndex }: ScrollAnchor) {
  const former = useRef<GridShape>(undefined)
  const latest = useLatest(activeIndex)
  useIsomorphicLayoutEffect(() => {
    const before = former.current
    former.current = shape
    const element = scroller.current
    if (!before || !shape || !element || before.columns === shape.columns) return
    element.scrollTo({ top: scrollAfter(element, { before, after: shape, active: latest.current }) })
  }, [scroller, shape, latest])
}

type Change = { before: GridShape; after: GridShape; active: number }

function scrollAfter(element: HTMLElement, { before, after, active }: Change): number {
  const topRow = element.scrollTop / rowPitch(before)
  const activeRow = Math.floor(active / before.columns)
  const isActiveSeen =
    activeRow >= Math.floor(topRow) && activeRow < topRow + element.clientHeight / rowPitch(before)
  const anchor = isActiveSeen ? active : Math.floor(topRow) * before.columns
  const rowsAbove = topRow - Math.floor(anchor / before.columns)
  return (Math.floor(anchor / after.columns) + rowsAbove) * rowPitch(after)
}

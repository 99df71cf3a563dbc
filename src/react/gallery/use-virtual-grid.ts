'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useMemo, useRef, useState, type CSSProperties, type RefObject } from 'react'
import type { GalleryFrame } from '../../ui/gallery/frames.ts'
import {
  flowCellSelector,
  isSameShape,
  measureGrid,
  rowPitch,
  type GridShape,
} from '../../ui/gallery/grid.ts'
import { useIsomorphicLayoutEffect } from '../use-isomorphic-layout-effect.ts'
import { useLatest } from '../use-latest.ts'

/** Up to this many frames are all rendered, so that find-in-page and every screen reader reach them. */
const maxRenderedFrames = 200
/** Rendered before the grid is measured, and on the server. */
const unmeasuredFrames = 60
const overscanRows = 3

/** Props of the element inside the scroll container that holds the frames. */
export type FrameContentProps = {
  ref: RefObject<HTMLDivElement | null>
  style: CSSProperties
}

type Options = {
  scroller: RefObject<HTMLDivElement | null>
  frames: readonly GalleryFrame[]
  activeIndex: number
}

/**
 * Renders only the rows near the viewport, and the active frame: it keeps its position, so that Tab reaches it and
 * the arrow keys continue from it after scrolling away.
 */
export function useVirtualGrid({ scroller, frames, activeIndex }: Options) {
  const content = useRef<HTMLDivElement>(null)
  const shape = useGridShape(content)
  const count = frames.length
  const isVirtual = count > maxRenderedFrames
  const rows = shape && isVirtual ? Math.ceil(count / shape.columns) : 0

  // The React Compiler can't memoize a component that uses TanStack Virtual, and skips this one.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer({
    count: rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => shape?.cellHeight ?? 0,
    gap: shape?.rowGap ?? 0,
    overscan: overscanRows,
    useFlushSync: false,
  })
  useIsomorphicLayoutEffect(() => {
    virtualizer.measure()
  }, [virtualizer, shape])
  useScrollAnchor({ scroller, shape, activeIndex })

  const items = virtualizer.getVirtualItems()
  const [firstRow, lastRow] = [items[0], items.at(-1)]
  const from = shape && firstRow ? firstRow.index * shape.columns : 0
  const virtualEnd = shape && lastRow ? (lastRow.index + 1) * shape.columns : unmeasuredFrames
  const to = isVirtual ? virtualEnd : count
  const paddingBlockStart = isVirtual ? (firstRow?.start ?? 0) : 0
  const blockSize = isVirtual && shape ? rows * rowPitch(shape) - shape.rowGap : undefined

  const virtualFrames = useMemo(() => {
    const near = from === 0 && to >= count ? frames : frames.slice(from, to)
    const active = frames[activeIndex]
    if (!active || (activeIndex >= from && activeIndex < to)) return near
    return activeIndex < from ? [active, ...near] : [...near, active]
  }, [frames, count, from, to, activeIndex])

  const offscreenStyle = useCallback(
    (index: number) => (shape && (index < from || index >= to) ? positionInGrid(index, shape) : undefined),
    [shape, from, to],
  )
  const getContentProps = useCallback(
    (): FrameContentProps => ({
      ref: content,
      style: { position: 'relative', boxSizing: 'border-box', blockSize, paddingBlockStart },
    }),
    [blockSize, paddingBlockStart],
  )
  return { virtualFrames, shape, offscreenStyle, getContentProps }
}

function positionInGrid(index: number, shape: GridShape): CSSProperties {
  const [row, column] = [Math.floor(index / shape.columns), index % shape.columns]
  return {
    position: 'absolute',
    insetBlockStart: row * rowPitch(shape),
    insetInlineStart: column * (shape.cellWidth + shape.columnGap),
    inlineSize: shape.cellWidth,
    blockSize: shape.cellHeight,
  }
}

/** Layout of a grid, measured before paint and whenever the grid or a cell is resized. */
function useGridShape(grid: RefObject<HTMLElement | null>): GridShape | undefined {
  const [shape, setShape] = useState<GridShape>()
  const measured = useRef<GridShape>(undefined)

  // After every render: frames with another aspect ratio have cells of another size.
  useIsomorphicLayoutEffect(() => {
    const element = grid.current
    if (!element) return
    const measure = () => {
      const current = measureGrid(element)
      // React 18 renders again even if the state doesn't change, and this effect runs after every render.
      if (!current || isSameShape(measured.current, current)) return
      measured.current = current
      setShape(current)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    const cell = element.querySelector(flowCellSelector)
    if (cell) observer.observe(cell)
    return () => {
      observer.disconnect()
    }
  })
  return shape
}

type ScrollAnchorOptions = {
  scroller: RefObject<HTMLElement | null>
  shape: GridShape | undefined
  activeIndex: number
}

/** Keeps the active frame, or else the first visible row, in view when the number of columns changes. */
function useScrollAnchor({ scroller, shape, activeIndex }: ScrollAnchorOptions) {
  const previous = useRef<GridShape>(undefined)
  const latestIndex = useLatest(activeIndex)
  useIsomorphicLayoutEffect(() => {
    const before = previous.current
    previous.current = shape
    const element = scroller.current
    if (!before || !shape || !element || before.columns === shape.columns) return
    const top = anchoredScrollTop(element, { before, after: shape, activeIndex: latestIndex.current })
    element.scrollTo({ top })
  }, [scroller, shape, latestIndex])
}

type ShapeChange = { before: GridShape; after: GridShape; activeIndex: number }

function anchoredScrollTop(element: HTMLElement, { before, after, activeIndex }: ShapeChange): number {
  const topRow = element.scrollTop / rowPitch(before)
  const bottomRow = topRow + element.clientHeight / rowPitch(before)
  const activeRow = Math.floor(activeIndex / before.columns)
  const isActiveVisible = activeRow >= Math.floor(topRow) && activeRow < bottomRow
  const anchor = isActiveVisible ? activeIndex : Math.floor(topRow) * before.columns
  const rowsAbove = topRow - Math.floor(anchor / before.columns)
  return (Math.floor(anchor / after.columns) + rowsAbove) * rowPitch(after)
}

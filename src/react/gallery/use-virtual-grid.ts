'use client'

import { useCallback, useEffect, useMemo, useRef, useState, type CSSProperties, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import type { GalleryFrame } from '../../ui/gallery/frames.ts'
import {
  flowCellSelector,
  isSameShape,
  measureGrid,
  rowPitch,
  type GridShape,
} from '../../ui/gallery/grid.ts'
import { observeVisiblePart, rowsBetween, visiblePart, type RowRange } from '../../ui/windowing.ts'
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
  const { grid, shape } = useGridShape(content)
  const count = frames.length
  const isVirtual = count > maxRenderedFrames
  const offsets = useMemo(
    () => (shape && isVirtual ? rowOffsets(count, shape) : []),
    [count, shape, isVirtual],
  )
  // Before the visible rows are computed, since it scrolls.
  useScrollAnchor({ scroller, shape, activeIndex })
  const rows = useVisibleRows(grid, offsets)

  const isWindowed = shape !== undefined && isVirtual
  const from = isWindowed ? rows.start * shape.columns : 0
  const virtualEnd = isWindowed ? rows.end * shape.columns : unmeasuredFrames
  const to = isVirtual ? virtualEnd : count
  const paddingBlockStart = offsets[rows.start] ?? 0
  const blockSize = isWindowed ? (offsets.at(-1) ?? 0) - shape.rowGap : undefined

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

/** The offset of each row from the start of the grid, and the end of the last row's gap. */
function rowOffsets(count: number, shape: GridShape): readonly number[] {
  const pitch = rowPitch(shape)
  return Array.from({ length: Math.ceil(count / shape.columns) + 1 }, (_, row) => row * pitch)
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

type MeasuredGrid = { grid: HTMLElement | null; shape: GridShape | undefined }

const unmeasuredGrid: MeasuredGrid = { grid: null, shape: undefined }

/** The grid and its layout, measured before paint and whenever the grid or a cell is resized. */
function useGridShape(content: RefObject<HTMLElement | null>): MeasuredGrid {
  const [measured, setMeasured] = useState(unmeasuredGrid)
  const latest = useRef(measured)

  // After every render: frames with another aspect ratio have cells of another size.
  useIsomorphicLayoutEffect(() => {
    const grid = content.current
    if (!grid) return
    const measure = () => {
      const shape = measureGrid(grid)
      // React 18 renders again even if the state doesn't change, and this effect runs after every render.
      const isSame = latest.current.grid === grid && isSameShape(latest.current.shape, shape)
      if (!shape || isSame) return
      latest.current = { grid, shape }
      setMeasured(latest.current)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(grid)
    const cell = grid.querySelector(flowCellSelector)
    if (cell) observer.observe(cell)
    return () => {
      observer.disconnect()
    }
  })
  return measured
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

const initialRange: RowRange = { start: 0, end: 20 }

/**
 * The rows of `list` that are in view and `overscanRows` more on each side, whichever ancestor scrolls.
 *
 * @param offsets Offset of each row from the start of the list, and the total size as the last one; nothing is observed
 * while it is empty.
 */
function useVisibleRows(list: Element | null, offsets: readonly number[]): RowRange {
  const [range, setRange] = useState(initialRange)
  const latest = useRef({ offsets, range })
  const isEnabled = offsets.length > 0

  const update = useCallback(() => {
    const { offsets, range } = latest.current
    if (!list || offsets.length === 0) return
    const next = rowsBetween(offsets, visiblePart(list), overscanRows)
    if (range.start === next.start && range.end === next.end) return
    latest.current.range = next
    setRange(next)
  }, [list])

  // Before the browser paints the list with the rows of its previous layout.
  useIsomorphicLayoutEffect(() => {
    latest.current.offsets = offsets
    update()
  }, [update, offsets])
  useEffect(() => {
    if (!list || !isEnabled) return
    // Within the scroll event, or the browser paints the list without its new rows.
    return observeVisiblePart(list, (isScroll) => (isScroll ? flushSync(update) : update()))
  }, [list, isEnabled, update])
  return range
}

'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useMemo, useRef, type CSSProperties, type RefObject } from 'react'
import type { GalleryFrame } from '../../ui/gallery/gallery-frames.ts'
import { rowPitch } from '../../ui/gallery/measure-grid.ts'
import { useGridShape } from './use-grid-shape.ts'
import { useIsomorphicLayoutEffect } from '../use-isomorphic-layout-effect.ts'
import { useScrollAnchor } from './use-scroll-anchor.ts'

/** So few are all rendered: a page that is whole is found by a search and read by every reader. */
const maxRendered = 200
/** Rendered before anything could be measured, as on a server. */
const firstPage = 60
const rowsBeyond = 3

/** Attributes of the element, inside the one that scrolls, in which the frames lie. */
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
 * Of many frames only those near to what is seen, and the one that has the focus. It stays where it would lie, so
 * that a Tab reaches it and a key goes on from it however far somebody has scrolled.
 */
export function useVirtualGrid({ scroller, frames, activeIndex }: Options) {
  const sheet = useRef<HTMLDivElement>(null)
  const shape = useGridShape(sheet)
  const count = frames.length
  const isWindowed = count > maxRendered
  const rows = shape && isWindowed ? Math.ceil(count / shape.columns) : 0

  // The compiler cannot memoize around it; nothing here is compiled.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer({
    count: rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => shape?.cellHeight ?? 0,
    gap: shape?.rowGap ?? 0,
    overscan: rowsBeyond,
    useFlushSync: false,
  })
  useIsomorphicLayoutEffect(() => {
    virtualizer.measure()
  }, [virtualizer, shape])
  useScrollAnchor({ scroller, shape, activeIndex })

  const items = virtualizer.getVirtualItems()
  const [first, last] = [items[0], items.at(-1)]
  const from = shape && first ? first.index * shape.columns : 0
  const to = !isWindowed ? count : shape && last ? (last.index + 1) * shape.columns : firstPage
  const before = isWindowed ? (first?.start ?? 0) : 0
  const total = isWindowed && shape ? rows * rowPitch(shape) - shape.rowGap : undefined

  const virtualFrames = useMemo(() => {
    const near = from === 0 && to >= count ? frames : frames.slice(from, to)
    const active = frames[activeIndex]
    if (!active || (activeIndex >= from && activeIndex < to)) return near
    return activeIndex < from ? [active, ...near] : [...near, active]
  }, [frames, count, from, to, activeIndex])

  /** Where a frame lies that is rendered out of turn. */
  const offscreenStyle = useCallback(
    (index: number): CSSProperties | undefined => {
      if (!shape || (index >= from && index < to)) return undefined
      const [row, column] = [Math.floor(index / shape.columns), index % shape.columns]
      return {
        position: 'absolute',
        insetBlockStart: row * rowPitch(shape),
        insetInlineStart: column * (shape.cellWidth + shape.columnGap),
        inlineSize: shape.cellWidth,
        blockSize: shape.cellHeight,
      }
    },
    [shape, from, to],
  )

  const getContentProps = useCallback(
    (): FrameContentProps => ({
      ref: sheet,
      style: { position: 'relative', boxSizing: 'border-box', blockSize: total, paddingBlockStart: before },
    }),
    [total, before],
  )

  return { virtualFrames, shape, offscreenStyle, getContentProps }
}

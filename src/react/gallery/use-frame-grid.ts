'use client'

import {
  useCallback,
  useMemo,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
} from 'react'
import type { GalleryFrame } from '../../ui/gallery/gallery-frames.ts'
import { isSelected, type GallerySelection } from '../../ui/gallery/gallery-selection.ts'
import { hasModifier } from '../../ui/gallery/has-modifier.ts'
import { isRightToLeft, measureGrid, rowPitch, type GridShape } from '../../ui/gallery/measure-grid.ts'
import { getGridTarget } from '../../ui/gallery/grid-navigation.ts'
import type { FrameSelectionMode } from './use-frame-selection.ts'

/** Attributes of the element that holds the frames, and scrolls where they are many. */
export type FrameGridProps = {
  ref: RefObject<HTMLDivElement | null>
  role: 'listbox'
  'aria-label': string
  'aria-busy': boolean
  'aria-multiselectable': boolean
  onKeyDown(event: KeyboardEvent<HTMLElement>): void
}

/** Attributes of one frame. */
export type FrameProps = {
  role: 'option'
  'aria-label': string
  'aria-selected': boolean
  'aria-posinset': number
  'aria-setsize': number
  tabIndex: 0 | -1
  'data-frame': number
  'data-status': GalleryFrame['status']
  /** Kept outside what is seen, since it has the focus. */
  'data-offscreen': '' | undefined
  style: CSSProperties | undefined
  onFocus(): void
  onClick(event: MouseEvent): void
  onDoubleClick(): void
}

type Options = {
  scroller: RefObject<HTMLDivElement | null>
  label: string
  frames: readonly GalleryFrame[]
  activeIndex: number
  selection: GallerySelection
  mode: FrameSelectionMode
  shape: GridShape | undefined
  isBusy: boolean
  offscreenStyle(index: number): CSSProperties | undefined
  activate(index: number): void
  /** Activates a frame and gives it the focus. */
  focus(index: number): void
  toggle(index: number): void
  extend(index: number): void
  selectAll(): void
  open(index: number): void
  /** The frame that a typed character means. */
  type(key: string): number | undefined
}

/** The grid's keys, its one tab stop and its selection. Rows are what the layout makes of it. */
export function useFrameGrid(options: Options) {
  const { scroller, label, frames, activeIndex, selection, mode, shape, isBusy } = options
  const { offscreenStyle, activate, focus, toggle, extend, selectAll, open, type } = options
  const count = frames.length

  const stepped = useCallback(
    (key: string): number | undefined => {
      const grid = scroller.current
      const laidOut = grid ? (shape ?? measureGrid(grid)) : undefined
      if (!grid || !laidOut) return undefined
      const rows = Math.max(1, Math.floor(grid.clientHeight / rowPitch(laidOut)))
      const { columns } = laidOut
      return getGridTarget(key, {
        index: activeIndex,
        count,
        columns,
        rows,
        isRightToLeft: isRightToLeft(grid),
      })
    },
    [scroller, shape, activeIndex, count],
  )

  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      if (count === 0) return
      const { key, shiftKey } = event
      const isAll = key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey) && !event.altKey
      if (isAll && mode === 'multiple') selectAll()
      else if (hasModifier(event)) return
      else if (key === ' ' && shiftKey) extend(activeIndex)
      else if (key === ' ') toggle(activeIndex)
      else if (key === 'Enter') open(activeIndex)
      else {
        const target = stepped(key) ?? type(key)
        if (target === undefined) return
        // Before the focus moves: a range begins where it was.
        if (shiftKey && mode === 'multiple') extend(target)
        focus(target)
      }
      event.preventDefault()
    },
    [count, mode, activeIndex, selectAll, extend, toggle, open, stepped, type, focus],
  )

  const getGridProps = useCallback(
    (): FrameGridProps => ({
      ref: scroller,
      role: 'listbox',
      'aria-label': label,
      'aria-busy': isBusy,
      'aria-multiselectable': mode === 'multiple',
      onKeyDown,
    }),
    [scroller, label, isBusy, mode, onKeyDown],
  )

  const getFrameProps = useCallback(
    (index: number): FrameProps => {
      const style = offscreenStyle(index)
      return {
        role: 'option',
        'aria-label': frames[index]?.label ?? '',
        'aria-selected': isSelected(selection, index),
        'aria-posinset': index + 1,
        'aria-setsize': count,
        tabIndex: index === activeIndex ? 0 : -1,
        'data-frame': index,
        'data-status': frames[index]?.status ?? 'pending',
        'data-offscreen': style && '',
        style,
        onFocus() {
          activate(index)
        },
        onClick(event) {
          // The second click of a double one opens; it does not take the selection back.
          if (event.detail >= 2) return
          if (event.shiftKey && mode === 'multiple') extend(index)
          else toggle(index)
        },
        onDoubleClick() {
          open(index)
        },
      }
    },
    [frames, count, selection, mode, activeIndex, offscreenStyle, activate, toggle, extend, open],
  )
  return useMemo(() => ({ getGridProps, getFrameProps }), [getGridProps, getFrameProps])
}

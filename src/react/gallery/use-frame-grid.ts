'use client'

import {
  useCallback,
  useEffect,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
} from 'react'
import { matchFrame } from '../../ui/gallery/frame-times.ts'
import type { GalleryFrame } from '../../ui/gallery/frames.ts'
import { isSelected, type GallerySelection } from '../../ui/gallery/gallery-state.ts'
import {
  gridTarget,
  hasModifier,
  isRightToLeft,
  measureGrid,
  rowPitch,
  type GridShape,
} from '../../ui/gallery/grid.ts'
import { useLatest } from '../use-latest.ts'
import { useFrameFocus } from './use-frame-focus.ts'
import type { FrameSelectionMode, SelectionActions } from './use-frame-selection.ts'
import type { GalleryActions } from './use-gallery-actions.ts'
import { useVirtualGrid } from './use-virtual-grid.ts'

/** Props of the scroll container around the frames. */
export type FrameGridProps = {
  ref: RefObject<HTMLDivElement | null>
  role: 'listbox'
  'aria-label': string
  'aria-busy': boolean
  'aria-multiselectable': boolean
  onKeyDown(event: KeyboardEvent<HTMLElement>): void
}

/** Props of one frame. */
export type FrameProps = {
  role: 'option'
  'aria-label': string
  'aria-selected': boolean
  'aria-posinset': number
  'aria-setsize': number
  tabIndex: 0 | -1
  'data-frame': number
  'data-status': GalleryFrame['status']
  /** Set while the frame is rendered outside the visible rows because it is active. */
  'data-offscreen': '' | undefined
  style: CSSProperties | undefined
  onFocus(): void
  onClick(event: MouseEvent): void
  onDoubleClick(): void
}

type Options = {
  label: string
  frames: readonly GalleryFrame[]
  activeIndex: number
  selection: GallerySelection
  mode: FrameSelectionMode
  isBusy: boolean
  actions: GalleryActions
  selectionActions: SelectionActions
}

/** The grid: a listbox with one tab stop whose rows are whatever the CSS makes of them. */
export function useFrameGrid(options: Options) {
  const { label, frames, activeIndex, selection, mode, isBusy, actions, selectionActions } = options
  const { activate, open } = actions
  const { toggle, extend } = selectionActions
  const count = frames.length
  const scroller = useRef<HTMLDivElement>(null)
  const { virtualFrames, shape, offscreenStyle, getContentProps } = useVirtualGrid({
    scroller,
    frames,
    activeIndex,
  })
  const { focus, restoreFocus, scrollToFrame } = useFrameFocus({ scroller, activate })
  const { typeaheadQuery, typeahead } = useTimeTypeahead(frames)
  const keyOptions = { scroller, shape, count, activeIndex, mode, selectionActions, open, typeahead, focus }
  const onKeyDown = useGridKeys(keyOptions)

  const getGridProps = useCallback(
    (): FrameGridProps => ({
      ref: scroller,
      role: 'listbox',
      'aria-label': label,
      'aria-busy': isBusy,
      'aria-multiselectable': mode === 'multiple',
      onKeyDown,
    }),
    [label, isBusy, mode, onKeyDown],
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
          // The second click of a double click opens the dialog and must not toggle the selection again.
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
  const props = { getGridProps, getContentProps, getFrameProps }
  return { virtualFrames, typeaheadQuery, scrollToFrame, restoreFocus, ...props }
}

type KeyOptions = {
  scroller: RefObject<HTMLDivElement | null>
  shape: GridShape | undefined
  count: number
  activeIndex: number
  mode: FrameSelectionMode
  selectionActions: SelectionActions
  open(index: number): void
  typeahead(key: string): number | undefined
  focus(index: number): void
}

function useGridKeys(options: KeyOptions) {
  const { scroller, shape, count, activeIndex, mode, selectionActions, open, typeahead, focus } = options
  const { toggle, extend, selectAll } = selectionActions
  return useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      if (count === 0) return
      const { key, shiftKey } = event
      const isSelectAll = key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey) && !event.altKey
      if (isSelectAll && mode === 'multiple') selectAll()
      else if (hasModifier(event)) return
      else if (key === ' ' && shiftKey) extend(activeIndex)
      else if (key === ' ') toggle(activeIndex)
      else if (key === 'Enter') open(activeIndex)
      else {
        const grid = scroller.current
        const target =
          (grid && gridKeyTarget(key, { grid, shape, index: activeIndex, count })) ?? typeahead(key)
        if (target === undefined) return
        // Before the focus moves, since a range without an anchor starts at the active frame.
        if (shiftKey && mode === 'multiple') extend(target)
        focus(target)
      }
      event.preventDefault()
    },
    [scroller, shape, count, mode, activeIndex, selectAll, extend, toggle, open, typeahead, focus],
  )
}

type MeasuredPosition = { grid: HTMLElement; shape: GridShape | undefined; index: number; count: number }

function gridKeyTarget(key: string, { grid, shape, index, count }: MeasuredPosition): number | undefined {
  const layout = shape ?? measureGrid(grid)
  if (!layout) return undefined
  const rows = Math.max(1, Math.floor(grid.clientHeight / rowPitch(layout)))
  const { columns } = layout
  return gridTarget(key, { index, count, columns, rows, isRightToLeft: isRightToLeft(grid) })
}

const typeaheadTimeoutMs = 2_000

/** Collects a typed time key by key, `1:2` and then `1:23`, until no key follows for two seconds. */
function useTimeTypeahead(frames: readonly GalleryFrame[]) {
  const [typeaheadQuery, setQuery] = useState('')
  const latest = useLatest({ frames, typeaheadQuery })

  useEffect(() => {
    if (typeaheadQuery === '') return
    const timer = setTimeout(setQuery, typeaheadTimeoutMs, '')
    return () => {
      clearTimeout(timer)
    }
  }, [typeaheadQuery])

  /** Adds a key and returns the matching frame; `undefined` if the key is no part of a time. */
  const typeahead = useCallback(
    (key: string): number | undefined => {
      const { frames, typeaheadQuery } = latest.current
      const isBackspace = key === 'Backspace'
      if (isBackspace ? typeaheadQuery === '' : !/^[\d:.,]$/.test(key)) return undefined
      const query = isBackspace ? typeaheadQuery.slice(0, -1) : typeaheadQuery + key
      const target = matchFrame(query, frames)
      if (target === undefined && query !== '') return undefined
      setQuery(query)
      return target
    },
    [latest],
  )
  return { typeaheadQuery, typeahead }
}

'use client'

import { useCallback, useMemo, useRef, type KeyboardEvent, type MouseEvent, type RefObject } from 'react'
import type { GalleryFrame } from './gallery-frames.ts'
import { hasModifier } from './has-modifier.ts'
import { measureGrid } from './measure-grid.ts'
import { stepInGrid } from './step-in-grid.ts'
import { useUploadText } from './use-upload-text.ts'

/** Attributes of the element that holds the frames. */
export type FrameGridProps = {
  ref: RefObject<HTMLDivElement | null>
  role: 'listbox'
  'aria-label': string
  'aria-busy': boolean
  onKeyDown(event: KeyboardEvent<HTMLElement>): void
}

/** Attributes of one frame. */
export type FrameProps = {
  role: 'option'
  'aria-label': string
  'aria-selected': boolean
  tabIndex: 0 | -1
  'data-frame': number
  'data-status': GalleryFrame['status']
  onFocus(): void
  onClick(event: MouseEvent): void
  onDoubleClick(): void
}

type Options = {
  frames: readonly GalleryFrame[]
  activeIndex: number
  selectedIndex: number | undefined
  isBusy: boolean
  activate(index: number): void
  toggle(index: number): void
  open(index: number): void
}

/** The grid's keys, its one tab stop and its selection. Rows are what the layout makes of it. */
export function useFrameGrid(options: Options) {
  const { frames, activeIndex, selectedIndex, isBusy, activate, toggle, open } = options
  const { messages } = useUploadText()
  const count = frames.length
  const ref = useRef<HTMLDivElement>(null)
  const cell = useCallback(
    (index: number) => ref.current?.querySelector<HTMLElement>(`[data-frame="${index}"]`),
    [],
  )

  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      if (hasModifier(event) || !ref.current || count === 0) return
      if (event.key === ' ') toggle(activeIndex)
      else if (event.key === 'Enter') open(activeIndex)
      else {
        const target = stepInGrid(event.key, { index: activeIndex, count, ...measureGrid(ref.current) })
        if (target === undefined) return
        activate(target)
        cell(target)?.focus()
      }
      event.preventDefault()
    },
    [activeIndex, count, activate, toggle, open, cell],
  )
  const getGridProps = useCallback(
    (): FrameGridProps => ({
      ref,
      role: 'listbox',
      'aria-label': messages.galleryLabel,
      'aria-busy': isBusy,
      onKeyDown,
    }),
    [messages, isBusy, onKeyDown],
  )
  const getFrameProps = useCallback(
    (index: number): FrameProps => ({
      role: 'option',
      'aria-label': frames[index]?.label ?? '',
      'aria-selected': selectedIndex === index,
      tabIndex: index === activeIndex ? 0 : -1,
      'data-frame': index,
      'data-status': frames[index]?.status ?? 'pending',
      onFocus() {
        activate(index)
      },
      onClick(event) {
        // The second click of a double one opens; it does not take the selection back.
        if (event.detail < 2) toggle(index)
      },
      onDoubleClick() {
        open(index)
      },
    }),
    [frames, activeIndex, selectedIndex, activate, toggle, open],
  )
  return useMemo(
    () => ({
      getGridProps,
      getFrameProps,
      focus: (index: number) => cell(index)?.focus(),
      reveal: (index: number) => cell(index)?.scrollIntoView({ block: 'nearest' }),
    }),
    [getGridProps, getFrameProps, cell],
  )
}

'use client'

import { useMemo, type Dispatch } from 'react'
import type { GalleryFrame } from '../../ui/gallery/frames.ts'
import {
  emptySelection,
  extendSelection,
  selectedIndexes,
  selectionOf,
  toggleSelection,
  type GalleryAction,
  type GallerySelection,
} from '../../ui/gallery/gallery-state.ts'
import { useLatest } from '../use-latest.ts'

/** How many frames can be selected. */
export type FrameSelectionMode = 'single' | 'multiple'

/** Called with the frame that was selected last and with all selected frames. */
export type SelectListener = (selected: GalleryFrame | undefined, selection: readonly GalleryFrame[]) => void

type Options = {
  frames: readonly GalleryFrame[]
  activeIndex: number
  selection: GallerySelection
  mode: FrameSelectionMode
  onSelect: SelectListener | undefined
  dispatch: Dispatch<GalleryAction>
}

export type SelectionActions = {
  /** Selects these frames and no others; without an argument, none. */
  select(indexes?: number | Iterable<number>): void
  toggle(index: number): void
  /** Selects the range from the anchor to `index`. */
  extend(index: number): void
  selectAll(): void
}

/** The selected frames, and the actions that change the selection. */
export function useFrameSelection(options: Options) {
  const { frames, selection } = options
  const latest = useLatest(options)

  const actions = useMemo((): SelectionActions => {
    function change(next: GallerySelection) {
      const { dispatch, frames, onSelect } = latest.current
      dispatch({ type: 'select', selection: next })
      const selected = selectedFrames(next, frames)
      onSelect?.(lastSelected(next, selected), selected)
    }
    return {
      select(indexes) {
        if (indexes === undefined) change(emptySelection)
        else change(selectionOf(typeof indexes === 'number' ? [indexes] : indexes))
      },
      toggle(index) {
        const { selection, mode } = latest.current
        const next = toggleSelection(selection, index)
        change(mode === 'single' && next.indexes.has(index) ? selectionOf([index]) : next)
      },
      extend(index) {
        const { selection, mode, activeIndex } = latest.current
        if (mode === 'multiple') change(extendSelection(selection, index, activeIndex))
      },
      selectAll() {
        const { frames, mode } = latest.current
        if (mode === 'multiple') change(selectionOf(frames.keys()))
      },
    }
  }, [latest])

  const selected = useMemo(() => selectedFrames(selection, frames), [selection, frames])
  return { selectionActions: actions, selection: selected, selected: lastSelected(selection, selected) }
}

function selectedFrames(
  selection: GallerySelection,
  frames: readonly GalleryFrame[],
): readonly GalleryFrame[] {
  return selectedIndexes(selection).flatMap((index) => frames[index] ?? [])
}

/** The frame that was selected last, if it still is. */
function lastSelected(
  { anchor, rangeEnd }: GallerySelection,
  selected: readonly GalleryFrame[],
): GalleryFrame | undefined {
  const last = rangeEnd ?? anchor
  return selected.find(({ index }) => index === last) ?? selected.at(-1)
}

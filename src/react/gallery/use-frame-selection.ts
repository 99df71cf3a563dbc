'use client'

import { useMemo, type Dispatch } from 'react'
import type { GalleryFrame } from '../../ui/gallery/gallery-frames.ts'
import {
  extendSelection,
  noSelection,
  selectedIndexes,
  selectionOf,
  toggleSelection,
  type GallerySelection,
} from '../../ui/gallery/gallery-selection.ts'
import type { GalleryAction } from '../../ui/gallery/gallery-state.ts'
import { useLatest } from '../use-latest.ts'

/** How many frames may be selected. */
export type FrameSelectionMode = 'single' | 'multiple'

/** Hears what has been selected: the last of the frames, and all of them. */
export type SelectListener = (selected: GalleryFrame | undefined, selection: readonly GalleryFrame[]) => void

type Options = {
  frames: readonly GalleryFrame[]
  activeIndex: number
  selection: GallerySelection
  mode: FrameSelectionMode
  onSelect: SelectListener | undefined
  dispatch: Dispatch<GalleryAction>
}

/** What is selected, and the ways to select. */
export function useFrameSelection(options: Options) {
  const { frames, selection, mode } = options
  const latest = useLatest(options)

  const verbs = useMemo(() => {
    function change(next: GallerySelection) {
      const { dispatch, frames, onSelect } = latest.current
      dispatch({ type: 'select', selection: next })
      const all = framesOf(next, frames)
      onSelect?.(lastOf(next, all), all)
    }
    function select(indexes?: number | Iterable<number>) {
      if (indexes === undefined) change(noSelection)
      else change(selectionOf(typeof indexes === 'number' ? [indexes] : indexes))
    }
    return {
      /** Selects these frames and no others; without any, none. */
      select,
      toggle(index: number) {
        const { selection, mode } = latest.current
        const next = toggleSelection(selection, index)
        change(mode === 'single' && next.kept.has(index) ? selectionOf([index]) : next)
      },
      /** Everything from where the range began. */
      extend(index: number) {
        const { selection, mode, activeIndex } = latest.current
        if (mode === 'multiple') change(extendSelection(selection, index, activeIndex))
      },
      selectAll() {
        const { frames, mode } = latest.current
        if (mode === 'multiple') change(selectionOf(frames.keys()))
      },
    }
  }, [latest])

  const selected = useMemo(() => framesOf(selection, frames), [selection, frames])
  return { ...verbs, mode, selection: selected, selected: lastOf(selection, selected) }
}

function framesOf(selection: GallerySelection, frames: readonly GalleryFrame[]): readonly GalleryFrame[] {
  return selectedIndexes(selection).flatMap((index) => frames[index] ?? [])
}

/** The one that was selected last, as far as it still is. */
function lastOf({ anchor, reach }: GallerySelection, all: readonly GalleryFrame[]): GalleryFrame | undefined {
  const last = reach ?? anchor
  return all.find(({ index }) => index === last) ?? all.at(-1)
}

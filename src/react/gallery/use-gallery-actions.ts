'use client'

import { useMemo, type Dispatch } from 'react'
import type { GalleryFrame } from '../../ui/gallery/gallery-frames.ts'
import type { FrameZoom, GalleryAction } from '../../ui/gallery/gallery-state.ts'
import { useLatest } from '../use-latest.ts'

type Options = {
  dispatch: Dispatch<GalleryAction>
  last: number
  activeIndex: number
  shown: GalleryFrame | undefined
  zoom: FrameZoom
}

/** What can be done with the dialog and the place in the grid: verbs that stay the same functions. */
export function useGalleryActions(options: Options) {
  const { dispatch } = options
  const latest = useLatest(options)
  return useMemo(() => {
    function show(index: number) {
      dispatch({ type: 'show', index: Math.max(0, Math.min(index, latest.current.last)) })
    }
    function step(by: 1 | -1) {
      const { shown } = latest.current
      if (shown) show(shown.index + by)
    }
    function setZoom(zoom: FrameZoom) {
      dispatch({ type: 'zoom', zoom })
    }
    return {
      show,
      setZoom,
      activate(index: number) {
        dispatch({ type: 'activate', index })
      },
      open(index: number) {
        dispatch({ type: 'open', index })
      },
      close() {
        dispatch({ type: 'close' })
      },
      next() {
        step(1)
      },
      previous() {
        step(-1)
      },
      /** Plays from the frame that is shown, else from the active one; from the start where that is the last. */
      play() {
        const { shown, activeIndex, last } = latest.current
        if (last === 0) return
        const index = shown?.index ?? activeIndex
        const from = index === last ? 0 : index
        if (!shown) {
          dispatch({ type: 'open', index: from, isPlaying: true })
          return
        }
        if (from !== index) show(from)
        dispatch({ type: 'play' })
      },
      pause() {
        dispatch({ type: 'pause' })
      },
      turn(index: number) {
        dispatch({ type: 'turn', index })
      },
      zoomBy(direction: 1 | -1 | 0) {
        setZoom(zoomed(latest.current.zoom, direction))
      },
    }
  }, [dispatch, latest])
}

function zoomed(zoom: FrameZoom, direction: 1 | -1 | 0): FrameZoom {
  if (direction === 1) return zoom === 1 ? 2 : 4
  return direction === -1 && zoom === 4 ? 2 : 1
}

'use client'

import { useMemo, useReducer, useRef } from 'react'
import { galleryControls } from '../../ui/gallery/gallery-controls.ts'
import { galleryFrames, withPictures } from '../../ui/gallery/gallery-frames.ts'
import { galleryMessage } from '../../ui/gallery/gallery-message.ts'
import { galleryReducer, initialGallery } from '../../ui/gallery/gallery-state.ts'
import { useFramePlayback } from './use-frame-playback.ts'
import { useFrameDialog } from './use-frame-dialog.ts'
import { useFrameFocus } from './use-frame-focus.ts'
import { useFrameGrid } from './use-frame-grid.ts'
import { useFrameImages } from './use-frame-images.ts'
import { useFrameScrubber } from './use-frame-scrubber.ts'
import { useFrameSelection } from './use-frame-selection.ts'
import { useFrameData } from './use-frame-data.ts'
import { useZoomViewport } from './use-zoom-viewport.ts'
import { useVirtualGrid } from './use-virtual-grid.ts'
import { useGalleryActions } from './use-gallery-actions.ts'
import { useTimeTypeahead } from './use-time-typeahead.ts'
import { galleryMessages } from '../../ui/i18n/message-groups.ts'
import { useMessages } from '../i18n/use-messages.ts'
import type { UseVideoFrameGalleryOptions, UseVideoFrameGalleryResult } from './gallery-types.ts'

/**
 * A video's frames as a gallery. In the grid arrows, Home, End, PageUp and PageDown move, a typed time leads to its
 * frame, Space or a click selects (with Shift a range, where several may be), Enter or a double click opens the
 * dialog. A video that is just being uploaded shows pictures of its own until the backend's arrive. A picture that
 * does not load is asked for once more.
 *
 * @param fileId asks for nothing while `undefined`
 */
export function useVideoFrameGallery(
  fileId: string | undefined,
  options: UseVideoFrameGalleryOptions = {},
): UseVideoFrameGalleryResult {
  const { selectionMode: mode = 'single', onSelect, framesPerSecond = 6 } = options
  const messages = useMessages(galleryMessages)
  const source = useFrameData(fileId)
  const { status, error, frames: arrived, isOver, local, name, video, refetch } = source
  const [state, dispatch] = useReducer(galleryReducer, fileId, initialGallery)
  if (state.fileId !== fileId) dispatch({ type: 'file', fileId })

  const { pictures, selection } = state
  const places = useMemo(
    () => galleryFrames({ frames: arrived, isOver, local, video, messages }),
    [arrived, isOver, local, video, messages],
  )
  const frames = useMemo(() => withPictures(places, pictures, messages), [places, pictures, messages])
  const last = Math.max(0, frames.length - 1)
  const activeIndex = Math.min(state.active, last)
  const shown = state.open && frames[Math.min(state.open.index, last)]
  const { zoom, isPlaying } = state.open ?? { zoom: 1, isPlaying: false }
  const label =
    options.label ?? (name === undefined ? messages.gallery.label : messages.gallery.labelOf(name))

  const scroller = useRef<HTMLDivElement>(null)
  const verbs = useGalleryActions({ dispatch, last, activeIndex, shown, zoom })
  const { activate, show, open, close, next, previous, play, pause, turn, setZoom, zoomBy } = verbs
  const selecting = useFrameSelection({ frames, activeIndex, selection, mode, onSelect, dispatch })
  const { select, toggle, extend, selectAll } = selecting
  const { virtualFrames, shape, offscreenStyle, getContentProps } = useVirtualGrid({
    scroller,
    frames,
    activeIndex,
  })
  const { focus, handOver, goTo } = useFrameFocus({ scroller, activate })
  const { typeaheadQuery, type } = useTimeTypeahead(frames)
  const { getGridProps, getFrameProps } = useFrameGrid({
    scroller,
    label,
    frames,
    activeIndex,
    selection,
    mode,
    shape,
    isBusy: status === 'processing',
    offscreenStyle,
    activate,
    focus,
    toggle,
    extend,
    selectAll,
    open,
    type,
  })
  const { getImageProps, retry } = useFrameImages({ frames, pictures, refetch, dispatch })
  const dialogProps = useFrameDialog({
    fileId,
    index: shown?.index,
    count: frames.length,
    label: shown?.label,
    zoom,
    show,
    zoomBy,
    close,
    onClosed: handOver,
  })
  const viewportProps = useZoomViewport({ label: messages.gallery.viewportLabel, zoom, setZoom })
  const { scrubberProps, scrubberPreview } = useFrameScrubber({
    frames,
    index: shown?.index ?? activeIndex,
    messages,
    move: shown ? show : goTo,
  })
  useFramePlayback({ isPlaying, index: shown?.index, frames, framesPerSecond, turn, pause })

  const controls = useMemo(
    () => galleryControls({ messages, shown, last, zoom, isPlaying, name, verbs }),
    [messages, shown, last, zoom, isPlaying, name, verbs],
  )
  const { frameCount: expected = 0, frames: { length: there } = [] } = arrived ?? {}
  const isCounted = expected > 0 || there > 0
  const counts = useMemo(
    () => ({
      message: galleryMessage(status, { error, frames, isCounted }, messages),
      failedCount: frames.filter((frame) => frame.status === 'broken').length,
    }),
    [status, error, frames, isCounted, messages],
  )

  // The last frame may come before the word that it is the last, which changes nothing that could be read out.
  const isCounting = status === 'processing' && isCounted && (expected === 0 || there < expected)
  const politeness = isCounting ? 'off' : 'polite'
  const messageProps = useMemo(() => ({ role: 'status', 'aria-live': politeness }) as const, [politeness])

  return {
    ...controls,
    ...counts,
    status,
    error,
    label,
    messageProps,
    frames,
    virtualFrames,
    aspectRatio: video?.width && video.height ? video.width / video.height : 16 / 9,
    active: frames[activeIndex],
    scrollToFrame: goTo,
    selected: selecting.selected,
    selection: selecting.selection,
    select,
    typeaheadQuery,
    retry,
    shown,
    zoom,
    isPlaying,
    open,
    close,
    next,
    previous,
    play,
    pause,
    getGridProps,
    getContentProps,
    getFrameProps,
    getImageProps,
    dialogProps,
    viewportProps,
    scrubberProps,
    scrubberPreview,
  }
}

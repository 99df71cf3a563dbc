'use client'

import { useMemo, useReducer, type ChangeEvent } from 'react'
import type { UploadError } from '../errors.ts'
import { galleryFrames, type GalleryFrame } from './gallery-frames.ts'
import { galleryMessage } from './gallery-message.ts'
import { galleryReducer, initialGallery } from './gallery-state.ts'
import type { GalleryStatus } from './gallery-status.ts'
import { useFrameDialog, type FrameDialogProps } from './use-frame-dialog.ts'
import { useFrameGrid, type FrameGridProps, type FrameProps } from './use-frame-grid.ts'
import { useFramePictures, type FrameImageProps } from './use-frame-pictures.ts'
import { useFrameSource } from './use-frame-source.ts'
import { useLatest } from './use-latest.ts'
import { useUploadText } from './use-upload-text.ts'

/** Options of `useVideoFrameGallery`. */
export type UseVideoFrameGalleryOptions = {
  /** Hears which frame has been selected; `undefined` when none is any more. */
  onSelect?: (frame: GalleryFrame | undefined) => void
}

/** Attributes of a button. `aria-disabled` in place of `disabled`: a button that has the focus keeps it. */
export type FrameButtonProps = {
  type: 'button'
  'aria-label': string
  'aria-disabled': boolean
  onClick(): void
}

/** Attributes of the range input that runs through the frames. */
export type FrameScrubberProps = {
  type: 'range'
  min: 0
  max: number
  step: 1
  value: number
  'aria-label': string
  'aria-valuetext': string | undefined
  onChange(event: ChangeEvent<HTMLInputElement>): void
}

/** What `useVideoFrameGallery` gives. */
export type UseVideoFrameGalleryResult = {
  status: GalleryStatus
  /** Why it failed. */
  error: UploadError | undefined
  /** The status in words, or how many frames there are. */
  message: string
  /** A place for each frame that is there or will be. */
  frames: readonly GalleryFrame[]
  /** Width by height of the frames. @default 16 / 9 until the backend tells */
  aspectRatio: number
  /** The frame that a Tab reaches and the scrubber stands at. */
  active: GalleryFrame | undefined
  selected: GalleryFrame | undefined
  /** Selects a frame; without one, none. */
  select(index?: number): void
  /** How many pictures could not be loaded. */
  brokenCount: number
  /** Asks for the frames again and loads the broken ones anew. */
  retry(): void
  /** The frame that the dialog shows. */
  shown: GalleryFrame | undefined
  open(index: number): void
  close(): void
  next(): void
  previous(): void
  getGridProps(): FrameGridProps
  getFrameProps(index: number): FrameProps
  getImageProps(index: number): FrameImageProps
  dialogProps: FrameDialogProps
  previousProps: FrameButtonProps
  nextProps: FrameButtonProps
  closeProps: FrameButtonProps
  /** Moves through the dialog's frames while it is open, else through the grid. */
  scrubberProps: FrameScrubberProps
}

/**
 * A video's frames as a gallery: arrows, Home, End, PageUp and PageDown move through the grid, Space or a click
 * selects, Enter or a double click opens the dialog. A picture that does not load is asked for once more.
 *
 * @param fileId asks for nothing while `undefined`
 */
export function useVideoFrameGallery(
  fileId: string | undefined,
  { onSelect }: UseVideoFrameGalleryOptions = {},
): UseVideoFrameGalleryResult {
  const { messages, format } = useUploadText()
  const { status, error, frames: arrived, video, refetch } = useFrameSource(fileId)
  const [state, dispatch] = useReducer(galleryReducer, fileId, initialGallery)
  if (state.fileId !== fileId) dispatch({ type: 'file', fileId })

  const frames = useMemo(
    () => galleryFrames(arrived, state.pictures, { messages, format }),
    [arrived, state.pictures, messages, format],
  )
  const last = Math.max(0, frames.length - 1)
  const activeIndex = Math.min(state.active, last)
  const active = frames[activeIndex]
  const shown = state.open === undefined ? undefined : frames[Math.min(state.open, last)]
  const selected = state.selected === undefined ? undefined : frames[state.selected]

  const latest = useLatest({ frames, last, shown, selected, onSelect })
  const verbs = useMemo(() => {
    function show(index: number) {
      dispatch({ type: 'show', index: Math.max(0, Math.min(index, latest.current.last)) })
    }
    function step(by: 1 | -1) {
      const { shown } = latest.current
      if (shown) show(shown.index + by)
    }
    function select(index?: number) {
      dispatch({ type: 'select', index })
      const { frames, onSelect } = latest.current
      onSelect?.(index === undefined ? undefined : frames[index])
    }
    return {
      show,
      select,
      toggle(index: number) {
        select(latest.current.selected?.index === index ? undefined : index)
      },
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
    }
  }, [latest])
  const { show, select, toggle, activate, open, close, next, previous } = verbs

  const isBusy = status === 'processing'
  const selectedIndex = selected?.index
  const grid = useFrameGrid({ frames, activeIndex, selectedIndex, isBusy, activate, toggle, open })
  const { getGridProps, getFrameProps, focus, reveal } = grid
  const { getImageProps, retry } = useFramePictures({ frames, pictures: state.pictures, refetch, dispatch })
  const dialogProps = useFrameDialog({
    index: shown?.index,
    count: frames.length,
    label: shown?.label,
    show,
    close,
    onClosed() {
      focus(activeIndex)
    },
  })

  return useMemo(() => {
    const button = (label: string, isDisabled: boolean, onClick: () => void): FrameButtonProps => ({
      type: 'button',
      'aria-label': label,
      'aria-disabled': isDisabled,
      onClick,
    })
    return {
      status,
      error,
      message: galleryMessage(status, { error, frames }, messages),
      frames,
      aspectRatio: video?.width && video.height ? video.width / video.height : 16 / 9,
      active,
      selected,
      select,
      brokenCount: frames.filter((frame) => frame.status === 'broken').length,
      retry,
      shown,
      open,
      close,
      next,
      previous,
      getGridProps,
      getFrameProps,
      getImageProps,
      dialogProps,
      previousProps: button(messages.dialogPrevious, shown?.index === 0, previous),
      nextProps: button(messages.dialogNext, shown?.index === last, next),
      closeProps: button(messages.dialogClose, false, close),
      scrubberProps: {
        type: 'range',
        min: 0,
        max: last,
        step: 1,
        value: shown?.index ?? activeIndex,
        'aria-label': messages.scrubberLabel,
        'aria-valuetext': (shown ?? active)?.label,
        onChange({ currentTarget }) {
          const index = currentTarget.valueAsNumber
          if (shown) {
            show(index)
            return
          }
          activate(index)
          reveal(index)
        },
      },
    }
  }, [
    status,
    error,
    messages,
    frames,
    video,
    active,
    activeIndex,
    last,
    selected,
    shown,
    getGridProps,
    getFrameProps,
    getImageProps,
    dialogProps,
    show,
    select,
    activate,
    retry,
    open,
    close,
    next,
    previous,
    reveal,
  ])
}

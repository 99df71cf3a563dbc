'use client'

import {
  useCallback,
  useMemo,
  useReducer,
  useRef,
  type ChangeEvent,
  type KeyboardEvent,
  type RefObject,
} from 'react'
import type { UploadError } from '../errors.ts'
import { galleryFrames, type GalleryFrame } from './gallery-frames.ts'
import { galleryReducer, initialGallery } from './gallery-state.ts'
import type { GalleryStatus } from './gallery-status.ts'
import { measureGrid } from './measure-grid.ts'
import { stepInGrid } from './step-in-grid.ts'
import { hasModifier, useFrameDialog, type FrameDialogProps } from './use-frame-dialog.ts'
import { useFrameSource } from './use-frame-source.ts'
import { useUploadText } from './use-upload-text.ts'

/** Options of `useVideoFrameGallery`. */
export type UseVideoFrameGalleryOptions = {
  /** Hears which frame has been selected; `undefined` when none is any more. */
  onSelect?: (frame: GalleryFrame | undefined) => void
}

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
  'data-active': boolean
  onFocus(): void
  onClick(): void
  onDoubleClick(): void
}

/** Attributes of a frame's picture. */
export type FrameImageProps = {
  src: string | undefined
  alt: string
  decoding: 'async'
  draggable: false
  onLoad(): void
  onError(): void
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
  const source = useFrameSource(fileId)
  const { refetch } = source
  const [state, dispatch] = useReducer(galleryReducer, fileId, initialGallery)
  if (state.fileId !== fileId) dispatch({ type: 'file', fileId })
  const grid = useRef<HTMLDivElement>(null)

  const frames = useMemo(
    () => galleryFrames(source.frames, state.trouble, { messages, format }),
    [source.frames, state.trouble, messages, format],
  )
  const count = frames.length
  const activeIndex = Math.min(state.active, Math.max(0, count - 1))
  const active = frames[activeIndex]
  const shown = state.open === undefined ? undefined : frames[Math.min(state.open, count - 1)]

  const cell = useCallback(
    (index: number) => grid.current?.querySelector<HTMLElement>(`[data-frame="${index}"]`),
    [],
  )
  const askAgain = useCallback(() => {
    void refetch().finally(() => {
      dispatch({ type: 'asked-again' })
    })
  }, [refetch])

  function select(index?: number) {
    dispatch({ type: 'select', index })
    onSelect?.(index === undefined ? undefined : frames[index])
  }
  function toggle(index: number) {
    select(state.selected === index ? undefined : index)
  }
  function open(index: number) {
    dispatch({ type: 'open', index })
  }
  function show(index: number) {
    dispatch({ type: 'show', index: Math.max(0, Math.min(index, count - 1)) })
  }
  function step(by: 1 | -1) {
    if (shown) show(shown.index + by)
  }
  const close = useCallback(() => {
    dispatch({ type: 'close' })
  }, [])
  const next = () => {
    step(1)
  }
  const previous = () => {
    step(-1)
  }

  const onClosed = useCallback(() => cell(activeIndex)?.focus(), [cell, activeIndex])
  const dialogProps = useFrameDialog({
    index: shown?.index,
    count,
    label: shown?.label,
    show,
    close,
    onClosed,
  })
  const button = (label: string, isDisabled: boolean, onClick: () => void): FrameButtonProps => ({
    type: 'button',
    'aria-label': label,
    'aria-disabled': isDisabled,
    onClick,
  })

  return {
    status: source.status,
    error: source.error,
    message: messageOf(),
    frames,
    aspectRatio: aspectRatioOf(source.video),
    active,
    selected: state.selected === undefined ? undefined : frames[state.selected],
    select,
    brokenCount: frames.filter(({ status }) => status === 'broken').length,
    retry() {
      dispatch({ type: 'ask-again' })
      askAgain()
    },
    shown,
    open,
    close,
    next,
    previous,
    getGridProps: () => ({
      ref: grid,
      role: 'listbox',
      'aria-label': messages.galleryLabel,
      'aria-busy': source.status === 'processing',
      onKeyDown(event) {
        if (hasModifier(event) || !grid.current) return
        if (event.key === ' ') toggle(activeIndex)
        else if (event.key === 'Enter') open(activeIndex)
        else {
          const target = stepInGrid(event.key, { index: activeIndex, count, ...measureGrid(grid.current) })
          if (target === undefined) return
          dispatch({ type: 'activate', index: target })
          cell(target)?.focus()
        }
        event.preventDefault()
      },
    }),
    getFrameProps(index) {
      const { label = '', status = 'pending' } = frames[index] ?? {}
      return {
        role: 'option',
        'aria-label': label,
        'aria-selected': state.selected === index,
        tabIndex: index === activeIndex ? 0 : -1,
        'data-frame': index,
        'data-status': status,
        'data-active': index === activeIndex,
        onFocus() {
          dispatch({ type: 'activate', index })
        },
        onClick() {
          toggle(index)
        },
        onDoubleClick() {
          open(index)
        },
      }
    },
    getImageProps: (index) => ({
      src: frames[index]?.url,
      alt: '',
      decoding: 'async',
      draggable: false,
      onLoad() {
        dispatch({ type: 'picture-loaded', index })
      },
      onError() {
        dispatch({ type: 'picture-failed', index })
        // Its URL may have expired: frames are asked for once, however many of them fail together.
        if (state.trouble[index] === undefined) askAgain()
      },
    }),
    dialogProps,
    previousProps: button(messages.dialogPrevious, shown?.index === 0, previous),
    nextProps: button(messages.dialogNext, shown?.index === count - 1, next),
    closeProps: button(messages.dialogClose, false, close),
    scrubberProps: {
      type: 'range',
      min: 0,
      max: Math.max(0, count - 1),
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
        dispatch({ type: 'activate', index })
        cell(index)?.scrollIntoView({ block: 'nearest' })
      },
    },
  }

  function messageOf(): string {
    switch (source.status) {
      case 'loading':
        return messages.galleryLoading
      case 'empty':
        return messages.galleryEmpty
      case 'not-video':
        return messages.galleryNotVideo
      case 'failed':
        return source.error ? messages.error(source.error) : messages.galleryFailed
      case 'processing':
        if (count === 0) return messages.galleryProcessing
        break
      case 'ready':
        break
      default:
        return source.status satisfies never
    }
    return messages.galleryCount({ arrived: frames.filter(({ frame }) => frame).length, count })
  }
}

function aspectRatioOf(video: { width?: number; height?: number } | undefined): number {
  return video?.width && video.height ? video.width / video.height : 16 / 9
}

'use client'

import { useMemo, type Dispatch } from 'react'
import { frameFileName, type GalleryFrame } from '../../ui/gallery/frames.ts'
import type { FrameZoom, GalleryAction } from '../../ui/gallery/gallery-state.ts'
import type { GalleryMessages } from '../../ui/i18n/messages.ts'
import { useLatest } from '../use-latest.ts'

export type GalleryActions = {
  activate(index: number): void
  open(index: number): void
  close(): void
  /** Shows another frame in the dialog. */
  show(index: number): void
  next(): void
  previous(): void
  /** Plays from the frame in the dialog, else from the active frame; from the first if that is the last. */
  play(): void
  pause(): void
  /** Moves the playback on. */
  advance(index: number): void
  setZoom(zoom: FrameZoom): void
  /** Zooms in (1), out (-1), or back to the whole frame (0). */
  zoomBy(direction: 1 | -1 | 0): void
}

type Options = {
  dispatch: Dispatch<GalleryAction>
  lastIndex: number
  activeIndex: number
  shown: GalleryFrame | undefined
  zoom: FrameZoom
}

/** The gallery's actions; their identity is stable. */
export function useGalleryActions(options: Options): GalleryActions {
  const { dispatch } = options
  const latest = useLatest(options)
  return useMemo(() => {
    function show(index: number) {
      dispatch({ type: 'show', index: Math.max(0, Math.min(index, latest.current.lastIndex)) })
    }
    function step(offset: 1 | -1) {
      const { shown } = latest.current
      if (shown) show(shown.index + offset)
    }
    function setZoom(zoom: FrameZoom) {
      dispatch({ type: 'zoom', zoom })
    }
    return {
      show,
      setZoom,
      activate: (index) => dispatch({ type: 'activate', index }),
      open: (index) => dispatch({ type: 'open', index }),
      close: () => dispatch({ type: 'close' }),
      next: () => step(1),
      previous: () => step(-1),
      play() {
        const { shown, activeIndex, lastIndex } = latest.current
        if (lastIndex === 0) return
        const index = shown?.index ?? activeIndex
        const start = index === lastIndex ? 0 : index
        if (!shown) {
          dispatch({ type: 'open', index: start, isPlaying: true })
          return
        }
        if (start !== index) show(start)
        dispatch({ type: 'play' })
      },
      pause: () => dispatch({ type: 'pause' }),
      advance: (index) => dispatch({ type: 'advance', index }),
      zoomBy: (direction) => setZoom(nextZoom(latest.current.zoom, direction)),
    }
  }, [dispatch, latest])
}

function nextZoom(zoom: FrameZoom, direction: 1 | -1 | 0): FrameZoom {
  if (direction === 1) return zoom === 1 ? 2 : 4
  return direction === -1 && zoom === 4 ? 2 : 1
}

/** Props of a button. `aria-disabled` instead of `disabled`, so that a focused button keeps the focus. */
export type FrameButtonProps = {
  type: 'button'
  'aria-label': string
  'aria-disabled': boolean
  onClick(): void
}

/** Props of a link. Without an image it has no `href` but stays focusable. */
export type FrameLinkProps = {
  href: string | undefined
  target: '_blank'
  rel: 'noreferrer'
  role: 'link' | undefined
  tabIndex: 0
  'aria-label': string
  'aria-disabled': boolean
  download: string | undefined
}

/** Props of every control beside the frames themselves. */
export type GalleryControls = {
  previousProps: FrameButtonProps
  nextProps: FrameButtonProps
  closeProps: FrameButtonProps
  zoomInProps: FrameButtonProps
  zoomOutProps: FrameButtonProps
  /** Plays the frames in the dialog, or pauses the playback. */
  playProps: FrameButtonProps
  /** Opens the image of the shown frame in a new tab. */
  originalProps: FrameLinkProps
  /**
   * Saves it. Cross-origin, the store must respond with `Content-Disposition: attachment`, else the browser opens it:
   * https://developer.mozilla.org/docs/Web/HTML/Reference/Elements/a#download
   */
  downloadProps: FrameLinkProps
}

type ControlOptions = {
  messages: GalleryMessages
  actions: GalleryActions
  shown: GalleryFrame | undefined
  lastIndex: number
  zoom: FrameZoom
  isPlaying: boolean
  videoName: string | undefined
}

export function useGalleryControls(options: ControlOptions): GalleryControls {
  const { messages, actions, shown, lastIndex, zoom, isPlaying, videoName } = options
  return useMemo(() => {
    const original = shown?.status === 'ready' ? shown : undefined
    return {
      previousProps: buttonProps(messages.previousFrame, shown?.index === 0, actions.previous),
      nextProps: buttonProps(messages.nextFrame, shown?.index === lastIndex, actions.next),
      closeProps: buttonProps(messages.close, false, actions.close),
      zoomInProps: buttonProps(messages.zoomIn, zoom === 4, () => actions.zoomBy(1)),
      zoomOutProps: buttonProps(messages.zoomOut, zoom === 1, () => actions.zoomBy(-1)),
      playProps: isPlaying
        ? buttonProps(messages.pause, false, actions.pause)
        : buttonProps(messages.play, lastIndex === 0, actions.play),
      originalProps: linkProps(messages.openOriginal, original?.url),
      downloadProps: linkProps(
        messages.downloadOriginal,
        original?.url,
        original && frameFileName(original, videoName),
      ),
    }
  }, [messages, actions, shown, lastIndex, zoom, isPlaying, videoName])
}

function buttonProps(label: string, isDisabled: boolean, onClick: () => void): FrameButtonProps {
  return { type: 'button', 'aria-label': label, 'aria-disabled': isDisabled, onClick }
}

function linkProps(label: string, href: string | undefined, download?: string): FrameLinkProps {
  return {
    href,
    target: '_blank',
    rel: 'noreferrer',
    role: href === undefined ? 'link' : undefined,
    tabIndex: 0,
    'aria-label': label,
    'aria-disabled': href === undefined,
    download,
  }
}

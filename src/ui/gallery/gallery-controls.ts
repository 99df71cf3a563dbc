import type { GalleryFrame } from './gallery-frames.ts'
import type { FrameZoom } from './gallery-state.ts'
import type { MessagesOf } from '../i18n/messages.ts'
import { frameFileName } from './frame-file-name.ts'

/** Attributes of a button. `aria-disabled` in place of `disabled`: a button that has the focus keeps it. */
export type FrameButtonProps = {
  type: 'button'
  'aria-label': string
  'aria-disabled': boolean
  onClick(): void
}

/** Attributes of a link. Without a picture it leads nowhere, and keeps the focus all the same. */
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

/** Every control beside the frames themselves. */
export type GalleryControls = {
  previousProps: FrameButtonProps
  nextProps: FrameButtonProps
  closeProps: FrameButtonProps
  zoomInProps: FrameButtonProps
  zoomOutProps: FrameButtonProps
  /** Plays the frames as a flip-book in the dialog, and pauses it. */
  playProps: FrameButtonProps
  /** Opens the picture that is shown in a tab of its own. */
  originalProps: FrameLinkProps
  /** Saves it. A store of another origin must send `Content-Disposition`, else browsers open it. */
  downloadProps: FrameLinkProps
}

type GalleryControlsInput = {
  messages: MessagesOf<'gallery'>
  shown: GalleryFrame | undefined
  last: number
  zoom: FrameZoom
  isPlaying: boolean
  /** Of the video. */
  name: string | undefined
  verbs: {
    next(): void
    previous(): void
    close(): void
    play(): void
    pause(): void
    zoomBy(direction: 1 | -1 | 0): void
  }
}

export function galleryControls(facts: GalleryControlsInput): GalleryControls {
  const { messages, shown, last, zoom, isPlaying, name, verbs } = facts
  const { next, previous, close, play, pause, zoomBy } = verbs
  const original = shown?.status === 'ready' ? shown : undefined

  function button(label: string, isDisabled: boolean, onClick: () => void): FrameButtonProps {
    return { type: 'button', 'aria-label': label, 'aria-disabled': isDisabled, onClick }
  }
  function link(label: string, download?: string): FrameLinkProps {
    return {
      href: original?.url,
      target: '_blank',
      rel: 'noreferrer',
      role: original?.url === undefined ? 'link' : undefined,
      tabIndex: 0,
      'aria-label': label,
      'aria-disabled': original?.url === undefined,
      download,
    }
  }
  return {
    previousProps: button(messages.gallery.previousFrame, shown?.index === 0, previous),
    nextProps: button(messages.gallery.nextFrame, shown?.index === last, next),
    closeProps: button(messages.gallery.close, false, close),
    zoomInProps: button(messages.gallery.zoomIn, zoom === 4, () => zoomBy(1)),
    zoomOutProps: button(messages.gallery.zoomOut, zoom === 1, () => zoomBy(-1)),
    playProps: isPlaying
      ? button(messages.gallery.pause, false, pause)
      : button(messages.gallery.play, last === 0, play),
    originalProps: link(messages.gallery.openOriginal),
    downloadProps: link(messages.gallery.downloadOriginal, original && frameFileName(original, name)),
  }
}

'use client'

import { galleryMessages } from '../../ui/i18n/message-groups.ts'
import { useMemo, useReducer } from 'react'
import type { UploadError } from '../../errors.ts'
import { createGalleryFrames, withImageStates, type GalleryFrame } from '../../ui/gallery/frames.ts'
import {
  galleryReducer,
  initialGallery,
  type FrameImageState,
  type FrameZoom,
} from '../../ui/gallery/gallery-state.ts'
import { galleryMessage, type GalleryStatus } from '../../ui/gallery/gallery-status.ts'
import type { GalleryMessages, MessagesOf } from '../../ui/i18n/messages.ts'
import { useMessages } from '../i18n/use-messages.ts'
import { useFrameData, type FrameData } from './use-frame-data.ts'
import {
  useFrameDialog,
  useFramePlayback,
  useZoomViewport,
  type FrameDialogProps,
  type FrameViewportProps,
} from './use-frame-dialog.ts'
import { useFrameGrid, type FrameGridProps, type FrameProps } from './use-frame-grid.ts'
import { useFrameImages, type FrameImageProps } from './use-frame-images.ts'
import { useFrameScrubber, type FrameScrubberProps, type ScrubberPreview } from './use-frame-scrubber.ts'
import { useFrameSelection, type FrameSelectionMode, type SelectListener } from './use-frame-selection.ts'
import { useGalleryActions, useGalleryControls, type GalleryControls } from './use-gallery-actions.ts'
import type { FrameContentProps } from './use-virtual-grid.ts'

/** Options of `useVideoFrameGallery`. */
export type UseVideoFrameGalleryOptions = {
  /** Accessible name of the gallery. @default the file's name: `Video frames of holiday.mp4` */
  label?: string | undefined
  /** How many frames can be selected. @default 'single' */
  selectionMode?: FrameSelectionMode | undefined
  /** Called with the frame selected last, `undefined` when none is left, and with all selected frames. */
  onSelect?: SelectListener | undefined
  /**
   * Speed of the playback. Above 6, content may flash more than three times a second, which WCAG 2.3.1 rules out:
   * https://www.w3.org/WAI/WCAG22/Understanding/three-flashes-or-below-threshold @default 6
   */
  framesPerSecond?: number | undefined
}

/** Result of `useVideoFrameGallery`. */
export type UseVideoFrameGalleryResult = GalleryControls & {
  /**
   * `unsupported` if the backend makes no frames of this file; with `createUploadHandler`, its option `isProcessed`
   * must return `true` for files that get frames.
   */
  status: GalleryStatus
  /** Why it failed. */
  error: UploadError | undefined
  /** Accessible name: use it as the `aria-label` of the region. */
  label: string
  /** The status as a sentence, or the number of frames. */
  message: string
  /** Props of the element with `message`, which announces it, but not each count while frames arrive. */
  messageProps: { role: 'status'; 'aria-live': 'polite' | 'off' }
  /** All frames, including those that have not arrived yet. */
  frames: readonly GalleryFrame[]
  /** The frames to render: of more than 200, those near the viewport and the active one. */
  virtualFrames: readonly GalleryFrame[]
  /** Width divided by height of the frames. @default 16 / 9 until it is known */
  aspectRatio: number
  /** The grid's tab stop, and the position of the scrubber. */
  active: GalleryFrame | undefined
  /** Activates a frame and scrolls the grid to it. */
  scrollToFrame(index: number): void
  /** The frame that was selected last. */
  selected: GalleryFrame | undefined
  /** All selected frames, in order. */
  selection: readonly GalleryFrame[]
  /** Selects these frames and no others; without an argument, none. */
  select(indexes?: number | Iterable<number>): void
  /** The time that is being typed in the grid. */
  typeaheadQuery: string
  /** How many images could not be loaded. */
  failedCount: number
  /** Refetches the frames and loads the broken images again, or one of them. */
  retry(index?: number): void
  /** The frame in the dialog; `undefined` while it is closed. */
  shown: GalleryFrame | undefined
  zoom: FrameZoom
  isPlaying: boolean
  open(index: number): void
  close(): void
  next(): void
  previous(): void
  /** Plays the frames in the dialog, and opens it if needed. */
  play(): void
  pause(): void
  getGridProps(): FrameGridProps
  getContentProps(): FrameContentProps
  getFrameProps(index: number): FrameProps
  getImageProps(index: number): FrameImageProps
  dialogProps: FrameDialogProps
  viewportProps: FrameViewportProps
  /** Moves through the dialog's frames while it is open, else through the grid. */
  scrubberProps: FrameScrubberProps
  scrubberPreview: ScrubberPreview | undefined
}

/**
 * State and props of a gallery of a video's frames. In the grid the arrow keys, Home, End, PageUp and PageDown move,
 * a typed time moves to its frame, Space or a click selects (with Shift a range, in `multiple` mode), Enter or a
 * double click opens the dialog. A video that is just being uploaded shows frames captured from the local file until
 * the backend's arrive. An image that fails to load is fetched again with a new URL.
 *
 * @param fileId Nothing is fetched while it is `undefined`.
 *
 * @example
 * const gallery = useVideoFrameGallery(file.id)
 * return (
 *   <div {...gallery.getGridProps()}>
 *     <div {...gallery.getContentProps()}>
 *       {gallery.virtualFrames.map(({ index, attempt }) => (
 *         <div key={index} {...gallery.getFrameProps(index)}>
 *           <img key={attempt} {...gallery.getImageProps(index)} />
 *         </div>
 *       ))}
 *     </div>
 *   </div>
 * )
 */
export function useVideoFrameGallery(
  fileId: string | undefined,
  options: UseVideoFrameGalleryOptions = {},
): UseVideoFrameGalleryResult {
  const { selectionMode: mode = 'single', onSelect, framesPerSecond = 6 } = options
  const allMessages = useMessages(galleryMessages)
  const messages = allMessages.gallery
  const data = useFrameData(fileId)
  const { status, error, name, refetch } = data
  const [state, dispatch] = useReducer(galleryReducer, fileId, initialGallery)
  if (state.fileId !== fileId) dispatch({ type: 'change-file', fileId })

  const frames = useGalleryFrames(data, state.images, messages)
  const lastIndex = Math.max(0, frames.length - 1)
  const activeIndex = Math.min(state.activeIndex, lastIndex)
  const shown = state.dialog && frames[Math.min(state.dialog.index, lastIndex)]
  const { zoom, isPlaying } = state.dialog ?? { zoom: 1, isPlaying: false }
  const label = options.label ?? (name === undefined ? messages.label : messages.labelOf(name))

  const actions = useGalleryActions({ dispatch, lastIndex, activeIndex, shown, zoom })
  const selecting = { frames, activeIndex, selection: state.selection, mode }
  const { selectionActions, ...selected } = useFrameSelection({ ...selecting, onSelect, dispatch })
  const isBusy = status === 'processing'
  const gridOptions = { ...selecting, label, isBusy, actions, selectionActions }
  const { restoreFocus, ...grid } = useFrameGrid(gridOptions)
  const images = useFrameImages({ frames, images: state.images, refetch, dispatch })
  const dialogOptions = { fileId, shown, count: frames.length, zoom, actions }
  const dialogProps = useFrameDialog({ ...dialogOptions, onClosed: restoreFocus })
  const viewportProps = useZoomViewport({ label: messages.viewportLabel, zoom, setZoom: actions.setZoom })
  useFramePlayback({ isPlaying, frames, shown, framesPerSecond, actions })
  const moveTo = shown ? actions.show : grid.scrollToFrame
  const scrubber = useFrameScrubber({ frames, index: shown?.index ?? activeIndex, messages, moveTo })
  const controlOptions = { messages, actions, shown, lastIndex, zoom, isPlaying, videoName: name }
  const controls = useGalleryControls(controlOptions)
  const summary = useGallerySummary(data, frames, allMessages)

  const { open, close, next, previous, play, pause } = actions
  return {
    ...controls,
    ...summary,
    ...selected,
    ...grid,
    ...images,
    ...scrubber,
    ...{ status, error, label, frames, shown, zoom, isPlaying, dialogProps, viewportProps },
    ...{ open, close, next, previous, play, pause },
    active: frames[activeIndex],
    select: selectionActions.select,
  }
}

function useGalleryFrames(
  { frames, isComplete, local, video }: FrameData,
  images: Readonly<Record<number, FrameImageState>>,
  messages: GalleryMessages,
): readonly GalleryFrame[] {
  const initialFrames = useMemo(
    () => createGalleryFrames({ frames, isComplete, local, video, messages }),
    [frames, isComplete, local, video, messages],
  )
  return useMemo(() => withImageStates(initialFrames, images, messages), [initialFrames, images, messages])
}

function useGallerySummary(
  data: FrameData,
  frames: readonly GalleryFrame[],
  messages: MessagesOf<'gallery'>,
) {
  const { status, error, video } = data
  const { frameCount = 0, frames: { length: arrivedCount } = [] } = data.frames ?? {}
  const isCounted = frameCount > 0 || arrivedCount > 0
  const counts = useMemo(
    () => ({
      message: galleryMessage(status, { error, frames, isCounted, messages }),
      failedCount: frames.filter((frame) => frame.status === 'broken').length,
    }),
    [status, error, frames, isCounted, messages],
  )
  // Counts are not announced while they change. The final count is, even before the backend says that it is final.
  const isCounting = status === 'processing' && isCounted && (frameCount === 0 || arrivedCount < frameCount)
  const live = isCounting ? 'off' : 'polite'
  const messageProps = useMemo(() => ({ role: 'status', 'aria-live': live }) as const, [live])
  const aspectRatio = video?.width && video.height ? video.width / video.height : 16 / 9
  return { ...counts, messageProps, aspectRatio }
}

import type { UploadError } from '../../errors.ts'
import type { GalleryControls } from '../../ui/gallery/gallery-controls.ts'
import type { GalleryFrame } from '../../ui/gallery/gallery-frames.ts'
import type { FrameZoom } from '../../ui/gallery/gallery-state.ts'
import type { GalleryStatus } from '../../ui/gallery/gallery-status.ts'
import type { FrameDialogProps } from './use-frame-dialog.ts'
import type { FrameGridProps, FrameProps } from './use-frame-grid.ts'
import type { FrameImageProps } from './use-frame-images.ts'
import type { FrameScrubberProps, ScrubberPreview } from './use-frame-scrubber.ts'
import type { FrameSelectionMode, SelectListener } from './use-frame-selection.ts'
import type { FrameViewportProps } from './use-zoom-viewport.ts'
import type { FrameContentProps } from './use-virtual-grid.ts'

/** Options of `useVideoFrameGallery`. */
export type UseVideoFrameGalleryOptions = {
  /** What the gallery is called. @default after the file: `Video frames of film.mp4` */
  label?: string
  /** How many frames may be selected. @default 'single' */
  selectionMode?: FrameSelectionMode
  /** Hears which frame has been selected last, `undefined` when none is any more, and all that are. */
  onSelect?: SelectListener
  /**
   * Pictures a second of the flip-book. More than six may flash more than three times a second, which WCAG 2.3.1
   * rules out. @default 6
   */
  framesPerSecond?: number
}

/** What `useVideoFrameGallery` gives. */
export type UseVideoFrameGalleryResult = GalleryControls & {
  status: GalleryStatus
  /** Why it failed. */
  error: UploadError | undefined
  /** What the gallery is called: name its landmark so. */
  label: string
  /** The status in words, or how many frames there are. */
  message: string
  /** Attributes of the element that says `message`; counts are not read out while frames arrive. */
  messageProps: { role: 'status'; 'aria-live': 'polite' | 'off' }
  /** A place for each frame that is there or will be. */
  frames: readonly GalleryFrame[]
  /** Those to render inside the sheet: of more than 200 only what is near to what is seen. */
  virtualFrames: readonly GalleryFrame[]
  /** Width by height of the frames. @default 16 / 9 until the file or the backend tells */
  aspectRatio: number
  /** The frame that a Tab reaches and the scrubber stands at. */
  active: GalleryFrame | undefined
  /** Makes a frame the active one and brings it to where it is seen. */
  scrollToFrame(index: number): void
  /** The frame that was selected last. */
  selected: GalleryFrame | undefined
  /** Every frame that is selected, in order. */
  selection: readonly GalleryFrame[]
  /** Selects these frames and no others; without any, none. */
  select(indexes?: number | Iterable<number>): void
  /** The time that is being typed in the grid. */
  typeaheadQuery: string
  /** How many pictures could not be loaded. */
  failedCount: number
  /** Asks for the frames again and loads the broken ones anew, or one of them. */
  retry(index?: number): void
  /** The frame that the dialog shows. */
  shown: GalleryFrame | undefined
  zoom: FrameZoom
  /** Whether the flip-book runs. */
  isPlaying: boolean
  open(index: number): void
  close(): void
  next(): void
  previous(): void
  play(): void
  pause(): void
  getGridProps(): FrameGridProps
  getContentProps(): FrameContentProps
  getFrameProps(index: number): FrameProps
  getImageProps(index: number): FrameImageProps
  dialogProps: FrameDialogProps
  /** The room in the dialog that the picture is shown in. */
  viewportProps: FrameViewportProps
  /** Moves through the dialog's frames while it is open, else through the grid. */
  scrubberProps: FrameScrubberProps
  /** What the scrubber would lead to. */
  scrubberPreview: ScrubberPreview | undefined
}

/** State of an image that has failed to load at least once. */
export type FrameImageState = {
  /**
   * After the first failure the frames are refetched, since the URL may have expired; then the image is retried, and
   * it is broken if that fails too.
   */
  status: 'refetching' | 'retrying' | 'broken' | 'loaded'
  /** How many times it was loaded again. */
  attempt: number
}

/** Magnification of the frame in the dialog. */
export type FrameZoom = 1 | 2 | 4

type DialogState = { index: number; zoom: FrameZoom; isPlaying: boolean }

/** Everything that a gallery's user can change. */
export type GalleryState = {
  fileId: string | undefined
  /** Index of the grid's tab stop. */
  activeIndex: number
  selection: GallerySelection
  /** `undefined` while the dialog is closed. */
  dialog: DialogState | undefined
  /** By frame index; images that never failed are absent. */
  images: Readonly<Record<number, FrameImageState>>
}

export type GalleryAction =
  | { type: 'activate'; index: number }
  | { type: 'select'; selection: GallerySelection }
  | { type: 'open'; index: number; isPlaying?: boolean | undefined }
  | { type: 'show'; index: number }
  | { type: 'zoom'; zoom: FrameZoom }
  | { type: 'play' }
  | { type: 'advance'; index: number }
  | { type: 'pause' }
  | { type: 'close' }
  | { type: 'image-failed'; index: number }
  | { type: 'image-loaded'; index: number }
  | { type: 'retry-images'; index?: number | undefined }
  | { type: 'frames-refetched' }
  | { type: 'change-file'; fileId: string | undefined }

export function initialGallery(fileId: string | undefined): GalleryState {
  return { fileId, activeIndex: 0, selection: emptySelection, dialog: undefined, images: {} }
}

export function galleryReducer(state: GalleryState, action: GalleryAction): GalleryState {
  switch (action.type) {
    case 'activate': {
      const { index } = action
      // The page around a modal dialog is inert; only `scrollToFrame` gets here while the dialog is open.
      if (state.dialog) return withDialog({ ...state, activeIndex: index }, { index, isPlaying: false })
      return state.activeIndex === index ? state : { ...state, activeIndex: index }
    }
    case 'select':
      return { ...state, selection: action.selection }
    case 'open': {
      const { index, isPlaying = false } = action
      return { ...state, activeIndex: index, dialog: { index, zoom: 1, isPlaying } }
    }
    // A manual step stops the playback.
    case 'show':
      return withDialog(state, { index: action.index, isPlaying: false })
    case 'zoom':
      return withDialog(state, { zoom: action.zoom })
    case 'play':
      return withDialog(state, { isPlaying: true })
    case 'advance':
      return state.dialog?.isPlaying ? withDialog(state, { index: action.index }) : state
    case 'pause':
      return withDialog(state, { isPlaying: false })
    case 'close':
      return { ...state, dialog: undefined }
    case 'image-failed': {
      const image = state.images[action.index]
      // The grid and the dialog both report the failure of an image that both show.
      if (image?.status === 'refetching' || image?.status === 'broken') return state
      return withImage(state, action.index, image?.status === 'retrying' ? 'broken' : 'refetching')
    }
    case 'image-loaded': {
      const status = state.images[action.index]?.status ?? 'loaded'
      return status === 'loaded' ? state : withImage(state, action.index, 'loaded')
    }
    case 'retry-images':
      return { ...state, images: mapImages(state.images, 'broken', 'refetching', action.index) }
    case 'frames-refetched':
      return { ...state, images: mapImages(state.images, 'refetching', 'retrying') }
    case 'change-file':
      return initialGallery(action.fileId)
    default:
      return action satisfies never
  }
}

function withDialog(state: GalleryState, change: Partial<DialogState>): GalleryState {
  return state.dialog ? { ...state, dialog: { ...state.dialog, ...change } } : state
}

function withImage(state: GalleryState, index: number, status: FrameImageState['status']): GalleryState {
  const attempt = state.images[index]?.attempt ?? 0
  return { ...state, images: { ...state.images, [index]: { status, attempt } } }
}

function mapImages(
  images: GalleryState['images'],
  from: FrameImageState['status'],
  to: 'refetching' | 'retrying',
  onlyIndex?: number,
): GalleryState['images'] {
  const entries = Object.entries(images).map(([index, image]) => {
    const isOther = onlyIndex !== undefined && Number(index) !== onlyIndex
    if (image.status !== from || isOther) return [index, image] as const
    return [index, { status: to, attempt: image.attempt + (to === 'retrying' ? 1 : 0) }] as const
  })
  return Object.fromEntries(entries)
}

/** The selected frames: single indexes and, after an extension with Shift, the range from `anchor` to `rangeEnd`. */
export type GallerySelection = {
  indexes: ReadonlySet<number>
  /** The frame that was selected or deselected last: ranges start here. */
  anchor: number | undefined
  /** End of the range. It may shrink again, so the range is not in `indexes` yet. */
  rangeEnd: number | undefined
}

export const emptySelection: GallerySelection = {
  indexes: new Set(),
  anchor: undefined,
  rangeEnd: undefined,
}

export function isSelected({ indexes, anchor, rangeEnd }: GallerySelection, index: number): boolean {
  if (indexes.has(index)) return true
  if (anchor === undefined || rangeEnd === undefined) return false
  return index >= Math.min(anchor, rangeEnd) && index <= Math.max(anchor, rangeEnd)
}

/** The selected indexes in ascending order. */
export function selectedIndexes({ indexes, anchor, rangeEnd }: GallerySelection): readonly number[] {
  const all = new Set(indexes)
  if (anchor !== undefined && rangeEnd !== undefined) {
    for (let index = Math.min(anchor, rangeEnd); index <= Math.max(anchor, rangeEnd); index++) all.add(index)
  }
  return [...all].sort((a, b) => a - b)
}

/** Selects these frames and no others. */
export function selectionOf(selected: Iterable<number>): GallerySelection {
  const indexes = new Set(selected)
  return { indexes, anchor: [...indexes].at(-1), rangeEnd: undefined }
}

export function toggleSelection(selection: GallerySelection, index: number): GallerySelection {
  const indexes = new Set(selectedIndexes(selection))
  if (!indexes.delete(index)) indexes.add(index)
  return { indexes, anchor: index, rangeEnd: undefined }
}

/** Moves the end of the range to `index`; a range without an anchor starts at `defaultAnchor`. */
export function extendSelection(
  selection: GallerySelection,
  index: number,
  defaultAnchor: number,
): GallerySelection {
  return { ...selection, anchor: selection.anchor ?? defaultAnchor, rangeEnd: index }
}

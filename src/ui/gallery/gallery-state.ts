import { noSelection, type GallerySelection } from './gallery-selection.ts'

/**
 * What became of a picture that did not load: frames are asked for anew (its URL may have expired), it is tried
 * again, and it is broken when that did not help.
 */
export type Picture = {
  status: 'asking' | 'again' | 'broken' | 'fine'
  /** How often it was loaded anew. */
  attempt: number
}

/** How much larger than the dialog's room a frame is shown. */
export type FrameZoom = 1 | 2 | 4

/** The dialog: which frame it shows, and how. */
type OpenFrame = { index: number; zoom: FrameZoom; isPlaying: boolean }

/** What a gallery knows besides its frames. */
export type GalleryState = {
  fileId: string | undefined
  /** The frame that a Tab reaches. */
  active: number
  selection: GallerySelection
  /** The dialog, while it is open. */
  open: OpenFrame | undefined
  /** Those that failed at least once. */
  pictures: Readonly<Record<number, Picture>>
}

export type GalleryAction =
  | { type: 'activate'; index: number }
  | { type: 'select'; selection: GallerySelection }
  | { type: 'open'; index: number; isPlaying?: boolean }
  | { type: 'show'; index: number }
  | { type: 'zoom'; zoom: FrameZoom }
  | { type: 'play' }
  | { type: 'turn'; index: number }
  | { type: 'pause' }
  | { type: 'close' }
  | { type: 'picture-failed'; index: number }
  | { type: 'picture-loaded'; index: number }
  | { type: 'ask-again'; index?: number }
  | { type: 'asked-again' }
  | { type: 'file'; fileId: string | undefined }

export function initialGallery(fileId: string | undefined): GalleryState {
  return { fileId, active: 0, selection: noSelection, open: undefined, pictures: {} }
}

/** The one way in which a gallery changes. */
export function galleryReducer(state: GalleryState, action: GalleryAction): GalleryState {
  switch (action.type) {
    case 'activate': {
      const { index } = action
      // Around a modal dialog nothing is activated; what shows frames in another way follows.
      if (state.open) return withOpen({ ...state, active: index }, { index, isPlaying: false })
      return state.active === index ? state : { ...state, active: index }
    }
    case 'select':
      return { ...state, selection: action.selection }
    case 'open': {
      const { index, isPlaying = false } = action
      return { ...state, active: index, open: { index, zoom: 1, isPlaying } }
    }
    // Whoever steps on has seen enough of the flip-book.
    case 'show':
      return withOpen(state, { index: action.index, isPlaying: false })
    case 'zoom':
      return withOpen(state, { zoom: action.zoom })
    case 'play':
      return withOpen(state, { isPlaying: true })
    case 'turn':
      return state.open?.isPlaying ? withOpen(state, { index: action.index }) : state
    case 'pause':
      return withOpen(state, { isPlaying: false })
    case 'close':
      return { ...state, open: undefined }
    case 'picture-failed': {
      const picture = state.pictures[action.index]
      // It may be shown twice, in the grid and in the dialog: then it fails twice too.
      if (picture?.status === 'asking' || picture?.status === 'broken') return state
      return withPicture(state, action.index, picture?.status === 'again' ? 'broken' : 'asking')
    }
    case 'picture-loaded': {
      const status = state.pictures[action.index]?.status ?? 'fine'
      return status === 'fine' ? state : withPicture(state, action.index, 'fine')
    }
    case 'ask-again':
      return { ...state, pictures: mapPictures(state.pictures, 'broken', 'asking', action.index) }
    case 'asked-again':
      return { ...state, pictures: mapPictures(state.pictures, 'asking', 'again') }
    case 'file':
      return initialGallery(action.fileId)
    default:
      return action satisfies never
  }
}

function withOpen(state: GalleryState, change: Partial<OpenFrame>): GalleryState {
  return state.open ? { ...state, open: { ...state.open, ...change } } : state
}

function withPicture(state: GalleryState, index: number, status: Picture['status']): GalleryState {
  const attempt = state.pictures[index]?.attempt ?? 0
  return { ...state, pictures: { ...state.pictures, [index]: { status, attempt } } }
}

function mapPictures(
  pictures: GalleryState['pictures'],
  from: Picture['status'],
  to: 'asking' | 'again',
  only?: number,
) {
  const entries = Object.entries(pictures).map(([index, picture]) => {
    if (picture.status !== from || (only !== undefined && Number(index) !== only))
      return [index, picture] as const
    return [index, { status: to, attempt: picture.attempt + (to === 'again' ? 1 : 0) }] as const
  })
  return Object.fromEntries(entries)
}

/**
 * What became of a picture that did not load: frames are asked for anew (its URL may have expired), it is shown
 * again, and it is broken when that did not help.
 */
export type PictureTrouble = 'asking' | 'again' | 'broken'

/** What a gallery knows besides its frames. */
export type GalleryState = {
  fileId: string | undefined
  /** The frame that a Tab reaches. */
  active: number
  selected: number | undefined
  /** The frame that the dialog shows. */
  open: number | undefined
  trouble: Readonly<Record<number, PictureTrouble>>
}

export type GalleryAction =
  | { type: 'activate'; index: number }
  | { type: 'select'; index: number | undefined }
  | { type: 'open'; index: number }
  | { type: 'show'; index: number }
  | { type: 'close' }
  | { type: 'picture-failed'; index: number }
  | { type: 'picture-loaded'; index: number }
  | { type: 'ask-again' }
  | { type: 'asked-again' }
  | { type: 'file'; fileId: string | undefined }

export function initialGallery(fileId: string | undefined): GalleryState {
  return { fileId, active: 0, selected: undefined, open: undefined, trouble: {} }
}

/** The one way in which a gallery changes. */
export function galleryReducer(state: GalleryState, action: GalleryAction): GalleryState {
  switch (action.type) {
    case 'activate':
      return state.active === action.index ? state : { ...state, active: action.index }
    case 'select':
      return { ...state, selected: action.index }
    case 'open':
      return { ...state, active: action.index, open: action.index }
    case 'show':
      return state.open === undefined ? state : { ...state, open: action.index }
    case 'close':
      return { ...state, open: undefined }
    case 'picture-failed': {
      const { [action.index]: before } = state.trouble
      // A picture may be shown twice, in the grid and in the dialog: it fails twice too.
      if (before === 'asking' || before === 'broken') return state
      return withTrouble(state, action.index, before === 'again' ? 'broken' : 'asking')
    }
    case 'picture-loaded': {
      if (state.trouble[action.index] === undefined) return state
      const { [action.index]: _gone, ...trouble } = state.trouble
      return { ...state, trouble }
    }
    case 'ask-again':
      return { ...state, trouble: turned(state.trouble, 'broken', 'asking') }
    case 'asked-again':
      return { ...state, trouble: turned(state.trouble, 'asking', 'again') }
    case 'file':
      return initialGallery(action.fileId)
    default:
      return action satisfies never
  }
}

function withTrouble(state: GalleryState, index: number, trouble: PictureTrouble): GalleryState {
  return { ...state, trouble: { ...state.trouble, [index]: trouble } }
}

function turned(all: GalleryState['trouble'], from: PictureTrouble, to: PictureTrouble) {
  return Object.fromEntries(Object.entries(all).map(([index, word]) => [index, word === from ? to : word]))
}

/**
 * What became of a picture that did not load: frames are asked for anew (its URL may have expired), it is tried
 * again, and it is broken when that did not help.
 */
export type Picture = {
  status: 'asking' | 'again' | 'broken' | 'fine'
  /** How often it was loaded anew. */
  attempt: number
}

/** What a gallery knows besides its frames. */
export type GalleryState = {
  fileId: string | undefined
  /** The frame that a Tab reaches. */
  active: number
  selected: number | undefined
  /** The frame that the dialog shows. */
  open: number | undefined
  /** Those that failed at least once. */
  pictures: Readonly<Record<number, Picture>>
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
  return { fileId, active: 0, selected: undefined, open: undefined, pictures: {} }
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
      return { ...state, pictures: turned(state.pictures, 'broken', 'asking') }
    case 'asked-again':
      return { ...state, pictures: turned(state.pictures, 'asking', 'again') }
    case 'file':
      return initialGallery(action.fileId)
    default:
      return action satisfies never
  }
}

function withPicture(state: GalleryState, index: number, status: Picture['status']): GalleryState {
  const attempt = state.pictures[index]?.attempt ?? 0
  return { ...state, pictures: { ...state.pictures, [index]: { status, attempt } } }
}

function turned(pictures: GalleryState['pictures'], from: Picture['status'], to: 'asking' | 'again') {
  const entries = Object.entries(pictures).map(([index, picture]) => {
    if (picture.status !== from) return [index, picture] as const
    return [index, { status: to, attempt: picture.attempt + (to === 'again' ? 1 : 0) }] as const
  })
  return Object.fromEntries(entries)
}

import type * as listChunk from './list-chunk.ts'

export {
  focusRow,
  moveRowFocus,
  rowFocusOf,
  rowFocusOfKey,
  staysInside,
  withFocusedRows,
} from './list-focus.ts'
export { createListWindow } from './list-window.ts'

/** The code that moves the focus in a list, and renders a part of it. */
export type ListChunk = typeof listChunk

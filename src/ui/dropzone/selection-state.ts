import type { FileRejection } from './validate-file.ts'

/** A file that is there already, and waits for somebody to say whether it is meant. */
export type DuplicateFile = {
  id: string
  /** With its path, where it came in a folder. */
  name: string
  file: File
}

/** What became of the last selection or answer. */
export type SelectionResult = {
  id: number
  added: number
  rejections: readonly FileRejection[]
  asked: number
}

/** Where a dropzone's files are on the way to the engine. */
export type SelectionState = {
  /** Whether a selection is still being read or checked. */
  isReading: boolean
  /** Files found by the selections that are still being read. */
  filesFound: number
  rejections: readonly FileRejection[]
  duplicates: readonly DuplicateFile[]
  /** Of what this dropzone added, oldest first; removed ones too. */
  uploadIds: readonly string[]
  news: SelectionResult | undefined
}

export const initialSelection: SelectionState = {
  isReading: false,
  filesFound: 0,
  rejections: [],
  duplicates: [],
  uploadIds: [],
  news: undefined,
}

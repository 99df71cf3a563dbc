import { acceptsFile } from '../../model/accept.ts'
import { typeOfName } from '../../lib/mime-type.ts'
import { flattenAccept, type AcceptedTypes } from './validate-file.ts'

/** What is held above the page: nothing, something that fits, something that does not, or nobody knows what. */
export type DragState = 'none' | 'accept' | 'reject' | 'unknown'

/** What will become of held files once they are dropped. */
export type DragValidation = {
  state: DragState
  total: number
  /** How many are of a type that is not taken. */
  ofWrongType: number
  /** How many do not fit any more. */
  tooMany: number
}

/** What held files are judged by. */
export type DragRules = {
  accept: AcceptedTypes | undefined
  /** How many files fit. */
  room: number
  /** Whether a check waits that needs the file itself. */
  isChecked: boolean
}

/**
 * Judges files that are held above the page by what is known of them: neither names nor sizes, at best their types.
 * A folder has none. Safari tells only that it is files.
 */
export function validateDrag(
  { items }: DataTransfer,
  { accept, room, isChecked }: DragRules,
): DragValidation {
  const types = [...items].flatMap(({ kind, type }) => (kind === 'file' ? [type] : []))
  const judged = types.map((type) => matchType(type, accept))
  const ofWrongType = judged.filter((answer) => answer === 'reject').length
  const tooMany = Math.max(0, types.length - ofWrongType - room)
  const isSure = types.length > 0 && !isChecked && judged.every((answer) => answer === 'accept')
  const state = ofWrongType + tooMany > 0 ? 'reject' : isSure ? 'accept' : 'unknown'
  return { state, total: types.length, ofWrongType, tooMany }
}

function matchType(type: string, accept: AcceptedTypes | undefined): DragState {
  const list = flattenAccept(accept)
  if (list.length === 0) return 'accept'
  // Firefox calls every file this.
  if (type === '' || type === 'application/x-moz-file') return 'unknown'
  if (acceptsFile({ name: '', type }, list)) return 'accept'
  const extensions = list.filter((entry) => entry.startsWith('.'))
  const mayBe = extensions.some((extension) => (typeOfName(`x${extension}`) ?? type) === type)
  return mayBe ? 'unknown' : 'reject'
}

import { isNumber } from '../guard/is-number.ts'
import { isString } from '../guard/is-string.ts'
import { shape } from '../guard/shape.ts'

/** A file of bytes under a name that was minted, never derived from a key. */
export type StoredBlob = { name: string; size: number }

export const isStoredBlob = shape<StoredBlob>({ name: isString, size: isNumber })

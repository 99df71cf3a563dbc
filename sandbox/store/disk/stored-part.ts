import { isNumber } from '../guard/is-number.ts'
import { isString } from '../guard/is-string.ts'
import { optional } from '../guard/optional.ts'
import { shape } from '../guard/shape.ts'
import { isStoredBlob } from './stored-blob.ts'
import type { StoredBlob } from './stored-blob.ts'
import { isStoredChecksum } from './stored-checksum.ts'
import type { StoredChecksum } from './stored-checksum.ts'

export type StoredPart = {
  number: number
  etag: string
  modifiedAt: number
  blob: StoredBlob
  checksum?: StoredChecksum | undefined
}

export const isStoredPart = shape<StoredPart>({
  number: isNumber,
  etag: isString,
  modifiedAt: isNumber,
  blob: isStoredBlob,
  checksum: optional(isStoredChecksum),
})

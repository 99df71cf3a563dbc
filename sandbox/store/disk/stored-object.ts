import { isNumber } from '../guard/is-number.ts'
import { isString } from '../guard/is-string.ts'
import { listOf } from '../guard/list-of.ts'
import { mapOf } from '../guard/map-of.ts'
import { optional } from '../guard/optional.ts'
import { shape } from '../guard/shape.ts'
import { isStoredBlob } from './stored-blob.ts'
import type { StoredBlob } from './stored-blob.ts'
import { isStoredChecksum } from './stored-checksum.ts'
import type { StoredChecksum } from './stored-checksum.ts'

export type StoredObject = {
  key: string
  size: number
  /** Without its quotes. */
  etag: string
  modifiedAt: number
  /** `content-type` and the like, and `x-amz-meta-*`, as they are sent back. */
  headers: Readonly<Record<string, string>>
  /** The parts of a multipart upload stay the files they were: to complete it costs no copy. */
  blobs: readonly StoredBlob[]
  checksum?: StoredChecksum | undefined
  /** Where it came from, so that a Complete that is sent again is recognised. */
  uploadId?: string | undefined
}

export const isStoredObject = shape<StoredObject>({
  key: isString,
  size: isNumber,
  etag: isString,
  modifiedAt: isNumber,
  headers: mapOf(isString),
  blobs: listOf(isStoredBlob),
  checksum: optional(isStoredChecksum),
  uploadId: optional(isString),
})

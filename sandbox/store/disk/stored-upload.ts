import type { ChecksumAlgorithm } from '../body/checksum-algorithms.ts'
import { isChecksumAlgorithm } from '../body/is-checksum-algorithm.ts'
import { isNumber } from '../guard/is-number.ts'
import { isString } from '../guard/is-string.ts'
import { mapOf } from '../guard/map-of.ts'
import { optional } from '../guard/optional.ts'
import { shape } from '../guard/shape.ts'

export type ChecksumType = 'COMPOSITE' | 'FULL_OBJECT'

export type StoredUpload = {
  id: string
  key: string
  startedAt: number
  headers: Readonly<Record<string, string>>
  checksum?: { algorithm: ChecksumAlgorithm; type: ChecksumType } | undefined
}

export const isStoredUpload = shape<StoredUpload>({
  id: isString,
  key: isString,
  startedAt: isNumber,
  headers: mapOf(isString),
  checksum: optional(shape({ algorithm: isChecksumAlgorithm, type: isChecksumType })),
})

function isChecksumType(value: unknown): value is ChecksumType {
  return value === 'COMPOSITE' || value === 'FULL_OBJECT'
}

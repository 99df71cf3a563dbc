import { isChecksumAlgorithm } from '../body/is-checksum-algorithm.ts'
import type { ChecksumAlgorithm } from '../body/checksum-algorithms.ts'
import { isString } from '../guard/is-string.ts'
import { shape } from '../guard/shape.ts'

/** A value that ends in `-N` is composite: the checksum of the N parts' checksums. */
export type StoredChecksum = { algorithm: ChecksumAlgorithm; value: string }

export const isStoredChecksum = shape<StoredChecksum>({ algorithm: isChecksumAlgorithm, value: isString })

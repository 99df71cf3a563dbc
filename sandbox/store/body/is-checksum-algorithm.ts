import { checksumAlgorithms } from './checksum-algorithms.ts'
import type { ChecksumAlgorithm } from './checksum-algorithms.ts'

export function isChecksumAlgorithm(value: unknown): value is ChecksumAlgorithm {
  return typeof value === 'string' && Object.hasOwn(checksumAlgorithms, value)
}

import type { StoredChecksum } from '../disk/stored-checksum.ts'
import { checksumType } from './checksum-type.ts'

export function checksumHeaders(checksum: StoredChecksum | undefined): Record<string, string> {
  if (!checksum) return {}
  return {
    [`x-amz-checksum-${checksum.algorithm}`]: checksum.value,
    'x-amz-checksum-type': checksumType(checksum),
  }
}

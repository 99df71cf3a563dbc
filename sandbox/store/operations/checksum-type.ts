import type { StoredChecksum } from '../disk/stored-checksum.ts'
import type { ChecksumType } from '../disk/stored-upload.ts'

export function checksumType(checksum: StoredChecksum): ChecksumType {
  return checksum.value.includes('-') ? 'COMPOSITE' : 'FULL_OBJECT'
}

import type { ChecksumType, StoredChecksum } from '../disk/records.ts'

export function checksumHeaders(checksum: StoredChecksum | undefined): Record<string, string> {
  if (!checksum) return {}
  return {
    [`x-amz-checksum-${checksum.algorithm}`]: checksum.value,
    'x-amz-checksum-type': checksumType(checksum),
  }
}

/** `<ChecksumSHA256>…</ChecksumSHA256>` */
export function checksumXml(checksum: StoredChecksum | undefined): Record<string, string> {
  return checksum ? { [`Checksum${checksum.algorithm.toUpperCase()}`]: checksum.value } : {}
}

export function checksumType(checksum: StoredChecksum): ChecksumType {
  return checksum.value.includes('-') ? 'COMPOSITE' : 'FULL_OBJECT'
}

import type { StoredChecksum } from '../disk/stored-checksum.ts'

/** `<ChecksumSHA256>…</ChecksumSHA256>` */
export function checksumXml(checksum: StoredChecksum | undefined): Record<string, string> {
  return checksum ? { [`Checksum${checksum.algorithm.toUpperCase()}`]: checksum.value } : {}
}

import type { Checksum } from '../model/upload-target.ts'

const lengths: Readonly<Record<Checksum, number>> = { md5: 32, 'sha-256': 64, crc32: 8, crc64nvme: 16 }

/** Whether the text is a digest of that sort, in lower-case hex. */
export function isDigest(checksum: Checksum, text: string): boolean {
  return text.length === lengths[checksum] && /^[\da-f]+$/.test(text)
}

/**
 * The headers by which a store holds a request's bytes against their digest. Every store checks `Content-MD5`; of
 * SHA-256, S3, R2 and MinIO check the checksum, Ceph the payload's hash. CRC32 is S3's own checksum: others learned it
 * late or not at all, and a store that does not know the header takes whatever comes.
 */
export function digestHeaders(checksum: Checksum, hex: string): Record<string, string> {
  switch (checksum) {
    case 'md5':
      return { 'content-md5': base64Of(hex) }
    case 'sha-256':
      return { 'x-amz-content-sha256': hex, 'x-amz-checksum-sha256': base64Of(hex) }
    case 'crc32':
      return { 'x-amz-checksum-crc32': base64Of(hex) }
    case 'crc64nvme':
      return { 'x-amz-checksum-crc64nvme': base64Of(hex) }
    default:
      return checksum satisfies never
  }
}

/** The digest of nothing: an empty file needs nobody to compute it. */
export function emptyDigest(checksum: Checksum): string {
  switch (checksum) {
    case 'md5':
      return 'd41d8cd98f00b204e9800998ecf8427e'
    case 'sha-256':
      return 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
    case 'crc32':
      return '00000000'
    case 'crc64nvme':
      return '0000000000000000'
    default:
      return checksum satisfies never
  }
}

function base64Of(hex: string): string {
  const bytes = hex.match(/../g) ?? []
  return btoa(bytes.map((byte) => String.fromCharCode(Number.parseInt(byte, 16))).join(''))
}

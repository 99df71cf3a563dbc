import type { Checksum } from '../model/upload-target.ts'
import { hexToBase64 } from './base64.ts'

const hexLengths: Readonly<Record<Checksum, number>> = { md5: 32, 'sha-256': 64, crc32: 8, crc64nvme: 16 }

/** Whether the text is a digest of that algorithm in lower-case hex. */
export function isDigest(checksum: Checksum, text: string): boolean {
  return text.length === hexLengths[checksum] && /^[\da-f]+$/.test(text)
}

/**
 * Headers that make a store verify a request's bytes. Every store checks `Content-MD5`. The others are checksums of S3: a
 * store that does not know the header ignores it.
 *
 * @param signsPayloadHash whether SHA-256 is the payload's hash of the signature instead
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 */
export function checksumHeaders(
  checksum: Checksum,
  hex: string,
  signsPayloadHash: boolean,
): Record<string, string> {
  switch (checksum) {
    case 'md5':
      return { 'content-md5': hexToBase64(hex) }
    case 'sha-256':
      return signsPayloadHash
        ? { 'x-amz-content-sha256': hex }
        : { 'x-amz-checksum-sha256': hexToBase64(hex) }
    case 'crc32':
      return { 'x-amz-checksum-crc32': hexToBase64(hex) }
    case 'crc64nvme':
      return { 'x-amz-checksum-crc64nvme': hexToBase64(hex) }
    default:
      return checksum satisfies never
  }
}

/** The digest of an empty file, which browsers need not compute. */
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

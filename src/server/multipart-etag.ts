import type { S3Client } from '@aws-sdk/client-s3'
import { toHex } from '../lib/hex.ts'

const md5 = /^[\da-f]{32}$/

/**
 * The ETag that S3 gives an object made of these parts: the MD5 of their MD5s and how many they were. `undefined` where
 * the parts' own are no MD5s.
 */
export async function multipartEtag(s3: S3Client, etags: readonly string[]): Promise<string | undefined> {
  if (!etags.every((etag) => md5.test(etag))) return undefined
  // The SDK's own MD5: platforms have none in common.
  const hash = new s3.config.md5()
  hash.update(Uint8Array.from(etags.join('').match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)))
  const digest = await hash.digest()
  const hex = toHex(digest)
  return `${hex}-${etags.length}`
}

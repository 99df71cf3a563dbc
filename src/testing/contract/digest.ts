import type { Checksum } from '../../model/upload-target.ts'

/** Lower-case hex, as engines compute it. */
export async function digestOf(algorithm: Checksum, bytes: Blob): Promise<string> {
  const content = new Uint8Array(await bytes.arrayBuffer())
  if (algorithm === 'md5') {
    // Browsers have no MD5.
    const { md5 } = await import('hash-wasm')
    return md5(content)
  }
  const digest = await crypto.subtle.digest('SHA-256', content)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

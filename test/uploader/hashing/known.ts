import { toHex } from '../../../src/lib/hex.ts'

/** Content whose slices all differ: the numbers from 0 on, one per line, cut off at `size`. */
export function numbered(size: number): Blob {
  const parts: string[] = []
  let written = 0
  for (let first = 0; written < size; first += 100_000) {
    const part = Array.from({ length: 100_000 }, (_, index) => `${first + index}\n`).join('')
    parts.push(part)
    written += part.length
  }
  return new Blob(parts).slice(0, size)
}

/** By the platform, with the whole blob in memory. */
export async function sha256Of(blob: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())
  return toHex(digest)
}

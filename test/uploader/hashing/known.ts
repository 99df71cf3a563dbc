/** Bytes that no two slices share: the numbers from 0 on, a line each, cut at `size`. */
export function numbered(size: number): Blob {
  const parts: string[] = []
  let written = 0
  for (let first = 0; written < size; first += 100_000) {
    const part = Array.from({ length: 100_000 }, (_, place) => `${first + place}\n`).join('')
    parts.push(part)
    written += part.length
  }
  return new Blob(parts).slice(0, size)
}

/** What the platform says, with the whole of it in memory. */
export async function sha256Of(blob: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

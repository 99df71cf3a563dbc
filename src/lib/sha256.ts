const sliceBytes = 4 * 1024 * 1024

/**
 * Lower-case hex SHA-256 of a blob, read slice by slice: `crypto.subtle` would need it whole in memory.
 * Loaded on demand, since only some backends ask for a digest.
 */
export async function sha256(
  source: Blob,
  signal?: AbortSignal,
  onProgress?: (hashedBytes: number) => void,
): Promise<string> {
  const { createSHA256 } = await import('hash-wasm')
  const hasher = await createSHA256()
  for (let start = 0; start < source.size; start += sliceBytes) {
    signal?.throwIfAborted()
    const slice = await source.slice(start, start + sliceBytes).arrayBuffer()
    hasher.update(new Uint8Array(slice))
    onProgress?.(Math.min(start + sliceBytes, source.size))
  }
  signal?.throwIfAborted()
  return hasher.digest('hex')
}

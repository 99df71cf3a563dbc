import type { HashJob } from './hash-job.ts'
import { readSlice } from './read-slices.ts'

/** Hashes a blob in one go, for which all of it is in memory, twice: the browser copies what it is given. */
export async function digestWhole({ source, signal, onProgress }: HashJob, subtle: SubtleCrypto) {
  const bytes = await readSlice(source, 0, source.size)
  signal?.throwIfAborted()
  const digest = await subtle.digest('SHA-256', bytes)
  signal?.throwIfAborted()
  onProgress?.(source.size)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

import { digestSlices, type DigestOptions } from './digest-slices.ts'
import type { HashJob } from './hash-job.ts'
import { readSlice } from './slices-of.ts'
import { toHex } from './to-hex.ts'

/**
 * What fits goes whole to `crypto.subtle`, which is twice as fast as WebAssembly at every size. The browser copies
 * what it is given: two lanes hold four times this, 64 MiB, and that is as much as hashing may take.
 */
export const wholeBytes = 16 * 1024 ** 2

/** Lower-case hex digest, on the thread that asks. */
export async function digest(job: HashJob, options: DigestOptions): Promise<string> {
  const { source, algorithm, signal, onProgress } = job
  const subtle = algorithm === 'sha-256' && source.size <= wholeBytes ? subtleCrypto() : undefined
  if (!subtle) return digestSlices(job, options)

  const bytes = await readSlice(source, 0, source.size)
  signal?.throwIfAborted()
  const hashed = await subtle.digest('SHA-256', bytes)
  signal?.throwIfAborted()
  onProgress?.(source.size)
  return toHex(hashed)
}

/** Absent on insecure origins, whatever the types say. */
function subtleCrypto(): SubtleCrypto | undefined {
  const global: { crypto?: { subtle?: SubtleCrypto } } = globalThis
  return global.crypto?.subtle
}

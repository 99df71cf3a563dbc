import { UploadError } from '../../errors.ts'
import { digestSlices, type SliceOptions } from './digest-slices.ts'
import { digestWhole } from './digest-whole.ts'
import type { HashJob } from './hash-job.ts'

/** The most that is ever hashed whole: two lanes hold four times this, 64 MiB, and hashing may take no more. */
export const mostWholeBytes = 16 * 1024 ** 2

export type DigestOptions = SliceOptions & {
  /** Up to this size `crypto.subtle` is the faster one. */
  wholeBytes: number
}

/** Lower-case hex digest, on the thread that asks. */
export async function digest(job: HashJob, { wholeBytes, ...slicing }: DigestOptions): Promise<string> {
  const { source, algorithm } = job
  const subtle = algorithm === 'sha-256' && source.size <= mostWholeBytes ? subtleCrypto() : undefined
  if (!subtle) return digestSlices(job, slicing)
  if (source.size <= wholeBytes) return digestWhole(job, subtle)
  try {
    return await digestSlices(job, slicing)
  } catch (error) {
    // WebAssembly is forbidden, or did not come: a file that is hashed badly is better than none.
    if (!(error instanceof UploadError) || job.signal?.aborted) throw error
    return digestWhole(job, subtle)
  }
}

/** Absent on insecure origins, whatever the types say. */
function subtleCrypto(): SubtleCrypto | undefined {
  const global: { crypto?: { subtle?: SubtleCrypto } } = globalThis
  return global.crypto?.subtle
}

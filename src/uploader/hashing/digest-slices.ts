import type { IHasher } from 'hash-wasm'
import { UploadError } from '../../errors.ts'
import type { HashAlgorithm } from './hash-algorithm.ts'
import type { HashJob } from './hash-job.ts'
import { slicesOf } from './read-slices.ts'

/** What makes a hasher for each algorithm. */
export type Hashers = Record<HashAlgorithm, () => Promise<IHasher>>

export type SliceOptions = {
  /** How much is hashed at one go: the thread hears nothing else meanwhile. */
  sliceBytes: number
  /** Loads WebAssembly's hashers, where the file needs one. */
  loadHashers: () => Promise<Hashers>
}

/** Streams a blob of any size through WebAssembly. */
export async function digestSlices(job: HashJob, { sliceBytes, loadHashers }: SliceOptions) {
  const { source, algorithm, signal, onProgress } = job
  const hashers = await loadHashers()
  const hasher = await hashers[algorithm]().catch(throwUnsupported)
  signal?.throwIfAborted()
  let hashedBytes = 0
  for await (const slice of slicesOf(source, sliceBytes)) {
    signal?.throwIfAborted()
    hasher.update(slice)
    hashedBytes += slice.byteLength
    onProgress?.(hashedBytes)
  }
  signal?.throwIfAborted()
  return hasher.digest('hex')
}

function throwUnsupported(cause: unknown): never {
  const message =
    'This file cannot be hashed here: the browser or the page forbids WebAssembly. ' +
    "If the page has a Content-Security-Policy, add 'wasm-unsafe-eval' to its script-src."
  throw new UploadError('unsupported', message, { cause })
}

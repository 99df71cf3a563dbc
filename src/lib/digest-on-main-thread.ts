import type { Checksum } from '../model/upload-target.ts'
import { digest, type DigestOptions, type DigestStrategy } from './digest.ts'
import { loadChunk } from './load-chunk.ts'

// Reading a slice ends a task, so each task hashes one. Passing 16 MiB to `crypto.subtle` blocks a desktop's main thread
// for 80 ms and a slow phone's for six times as long.
const strategy: DigestStrategy = {
  maxWholeBytes: 1024 ** 2,
  sliceBytes: 256 * 1024,
  loadHashers: async () => (await loadChunk(() => import('./wasm-hashers.ts'))).wasmHashers,
}

/** Lower-case hex digest of a blob of any size, in tasks of less than 50 ms. Slower than a worker, but always allowed. */
export function digestOnMainThread(
  source: Blob,
  algorithm: Checksum,
  options: DigestOptions = {},
): Promise<string> {
  return digest(source, algorithm, options, strategy)
}

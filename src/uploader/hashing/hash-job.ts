import type { HashAlgorithm } from './hash-algorithm.ts'

/** One file to be hashed. */
export type HashJob = {
  source: Blob
  algorithm: HashAlgorithm
  signal?: AbortSignal | undefined
  onProgress?: ((hashedBytes: number) => void) | undefined
}

import { createHasher, type HashOptions } from './create-hasher.ts'
import type { HashAlgorithm } from './hash-algorithm.ts'
import { startInlineWorker } from './start-inline-worker.ts'
import { startWorker } from './start-worker.ts'

export type { HashAlgorithm }

/** How many `hashBlob` calls are worth running at once. More than that wait for their turn. */
export const hashConcurrency: number = 2

const hash = createHasher({ ways: [startWorker, startInlineWorker], lanes: hashConcurrency, idleMs: 30_000 })

/**
 * Lower-case hex digest of a blob of any size, in a module worker where there can be one, in at most 64 MiB of memory.
 * Rejects with the signal's reason when aborted; with the read's `DOMException` when the file cannot be read; with an
 * `UploadError` where the browser cannot do it.
 */
export function hashBlob(source: Blob, algorithm: HashAlgorithm, options?: HashOptions): Promise<string> {
  return hash(source, algorithm, options)
}

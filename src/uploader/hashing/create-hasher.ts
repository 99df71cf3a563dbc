import { raceAbort } from '../../lib/abort.ts'
import { createHashWorkerClient } from './hash-worker-client.ts'
import { createHashWorkerPool } from './hash-worker-pool.ts'
import type { HashAlgorithm } from './hash-algorithm.ts'
import { createWorkerFactory, type StartWorker } from './worker-factories.ts'

export type HashOptions = { signal?: AbortSignal; onProgress?: (hashedBytes: number) => void }

type HasherOptions = {
  /** Ways to start a worker, the best first. */
  ways: readonly StartWorker[]
  lanes: number
  /** After how long without work a worker is ended. */
  idleMs: number
}

/** Hashes so many files at once, each in a worker where there can be one. */
export function createHasher({ ways, lanes: count, idleMs }: HasherOptions) {
  const workers = createWorkerFactory(ways)
  const lanes = createHashWorkerPool(
    Array.from({ length: count }, () => createHashWorkerClient(workers, idleMs)),
  )

  return async function hashBlob(
    source: Blob,
    algorithm: HashAlgorithm,
    { signal, onProgress }: HashOptions = {},
  ): Promise<string> {
    const lane = await lanes.acquire(signal)
    // A file that a worker has lost begins again elsewhere: what is told never falls.
    let told = 0
    const tell = (hashedBytes: number) => {
      if (signal?.aborted || hashedBytes <= told) return
      told = hashedBytes
      onProgress?.(hashedBytes)
    }
    const job = { source, algorithm, signal, onProgress: tell }
    const work = lane.hash(job).finally(() => lanes.release(lane))
    return raceAbort(work, signal)
  }
}

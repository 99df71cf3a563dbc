import { raceAbort } from '../../lib/abort.ts'
import type { DigestOptions } from '../../lib/digest.ts'
import { createPool, type Permit, type PoolQueue } from '../../lib/pool.ts'
import type { Checksum } from '../../model/upload-target.ts'
import { createWorkerClient, createWorkerFactory, type StartWorker } from './worker-client.ts'

type HasherOptions = {
  start: StartWorker
  /** Files hashed at once. */
  concurrency: number
  /** Milliseconds without work after which a worker is ended. */
  idleMs: number
}

type Entry = { onAcquire(permit: Permit): void }

/** Hashes several files at once, each in a worker where one can be started. */
export function createHasher({ start, concurrency, idleMs }: HasherOptions) {
  const factory = createWorkerFactory(start)
  const pool = createPool(() => concurrency, createFifoQueue<Entry>())
  // The client released last is used first: its worker may still be running.
  const idleClients: ReturnType<typeof createWorkerClient>[] = []

  return async function hash(
    source: Blob,
    algorithm: Checksum,
    { signal = new AbortController().signal, onProgress }: DigestOptions = {},
  ): Promise<string> {
    // A file whose worker is lost is hashed from the beginning: the reported progress must not fall.
    let reportedBytes = 0
    const reportProgress = (hashedBytes: number) => {
      if (signal.aborted || hashedBytes <= reportedBytes) return
      reportedBytes = hashedBytes
      onProgress?.(hashedBytes)
    }
    const hashed = pool.run(
      (onAcquire): Entry => ({ onAcquire }),
      signal,
      async () => {
        const client = idleClients.pop() ?? createWorkerClient(factory, idleMs)
        return client
          .hash({ source, algorithm }, { signal, onProgress: reportProgress })
          .finally(() => idleClients.push(client))
      },
    )
    // Rejects at once; the slot is free again when the worker has stopped.
    return raceAbort(hashed, signal)
  }
}

function createFifoQueue<E>(): PoolQueue<E> {
  const entries = new Set<E>()
  return {
    add: (entry) => void entries.add(entry),
    delete: (entry) => entries.delete(entry),
    take() {
      const [entry] = entries
      if (entry === undefined) return undefined
      entries.delete(entry)
      return { entry }
    },
    get length() {
      return entries.size
    },
  }
}

import type { DigestOptions } from '../../lib/digest.ts'
import { onAbort, raceAbort } from '../../lib/abort.ts'
import type { Checksum } from '../../model/upload-target.ts'
import { createWorkerClient, createWorkerFactory, type StartWorker } from './worker-client.ts'

type HasherOptions = {
  start: StartWorker
  /** Files hashed at once. */
  concurrency: number
  /** Milliseconds without work after which a worker is ended. */
  idleMs: number
}

/** Hashes several files at once, each in a worker where one can be started. */
export function createHasher({ start, concurrency, idleMs }: HasherOptions) {
  const factory = createWorkerFactory(start)
  const pool = createPool(Array.from({ length: concurrency }, () => createWorkerClient(factory, idleMs)))

  return async function hash(
    source: Blob,
    algorithm: Checksum,
    { signal, onProgress }: DigestOptions = {},
  ): Promise<string> {
    const client = await pool.acquire(signal)
    // A file whose worker is lost is hashed from the beginning: the reported progress must not fall.
    let reportedBytes = 0
    const reportProgress = (hashedBytes: number) => {
      if (signal?.aborted || hashedBytes <= reportedBytes) return
      reportedBytes = hashedBytes
      onProgress?.(hashedBytes)
    }
    const hashed = client
      .hash({ source, algorithm }, { signal, onProgress: reportProgress })
      .finally(() => pool.release(client))
    return raceAbort(hashed, signal)
  }
}

/** Lends items in the order of the requests. The item released last is lent first: its worker may still be running. */
function createPool<T>(items: readonly T[]) {
  const free = [...items]
  const waiting = new Set<(item: T) => void>()

  return {
    /** Rejects with the signal's reason if it is aborted before an item is free. */
    async acquire(signal: AbortSignal | undefined): Promise<T> {
      signal?.throwIfAborted()
      const item = free.pop()
      if (item !== undefined) return item
      return new Promise((resolve, reject) => {
        const onFree = (freed: T) => {
          stopListening()
          resolve(freed)
        }
        const stopListening = onAbort(signal, (reason) => {
          waiting.delete(onFree)
          reject(reason)
        })
        waiting.add(onFree)
      })
    },
    release(item: T) {
      const [next] = waiting
      if (!next) {
        free.push(item)
        return
      }
      waiting.delete(next)
      next(item)
    },
  }
}

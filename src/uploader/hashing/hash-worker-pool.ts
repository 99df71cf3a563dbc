import type { HashWorkerClient } from './hash-worker-client.ts'

/** Lanes, first come first served. The lane that was free last is taken first: its worker may still be there. */
export function createHashWorkerPool(lanes: readonly HashWorkerClient[]) {
  const free = [...lanes]
  const waiting = new Set<(lane: HashWorkerClient) => void>()

  return {
    /** Waits for a lane; rejects with the signal's reason when it is aborted first. */
    async acquire(signal: AbortSignal | undefined): Promise<HashWorkerClient> {
      signal?.throwIfAborted()
      const lane = free.pop()
      if (lane) return lane
      return new Promise((resolve, reject) => {
        const leave = () => {
          waiting.delete(enter)
          reject(signal?.reason)
        }
        const enter = (freed: HashWorkerClient) => {
          signal?.removeEventListener('abort', leave)
          resolve(freed)
        }
        waiting.add(enter)
        signal?.addEventListener('abort', leave, { once: true })
      })
    },
    release(lane: HashWorkerClient) {
      const [next] = waiting
      if (!next) {
        free.push(lane)
        return
      }
      waiting.delete(next)
      next(lane)
    },
  }
}

import type { Lane } from './create-lane.ts'

/** Lanes, first come first served. The lane that was free last is taken first: its worker may still be there. */
export function createLanes(lanes: readonly Lane[]) {
  const free = [...lanes]
  const waiting = new Set<(lane: Lane) => void>()

  return {
    /** Waits for a lane; rejects with the signal's reason when it is aborted first. */
    async acquire(signal: AbortSignal | undefined): Promise<Lane> {
      signal?.throwIfAborted()
      const lane = free.pop()
      if (lane) return lane
      return new Promise((resolve, reject) => {
        const leave = () => {
          waiting.delete(enter)
          reject(signal?.reason)
        }
        const enter = (freed: Lane) => {
          signal?.removeEventListener('abort', leave)
          resolve(freed)
        }
        waiting.add(enter)
        signal?.addEventListener('abort', leave, { once: true })
      })
    },
    release(lane: Lane) {
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

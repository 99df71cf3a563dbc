/** A place in a pool; giving it back twice does nothing. */
export type Release = () => void

/** A pool of `limit` places, first come first served: a sliding window, no batches. */
export function createSlots(limit: () => number) {
  let taken = 0
  const waiting = new Set<() => void>()

  function release() {
    taken--
    admit()
  }

  function admit() {
    for (const enter of waiting) {
      if (taken >= limit()) return
      waiting.delete(enter)
      taken++
      enter()
    }
  }

  return {
    /** Waits for a place; rejects with the signal's reason when it is aborted first. */
    acquire(signal: AbortSignal): Promise<Release> {
      return new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason)
          return
        }
        const leave = () => {
          waiting.delete(enter)
          reject(signal.reason)
        }
        const enter = () => {
          signal.removeEventListener('abort', leave)
          let held = true
          resolve(() => {
            if (held) release()
            held = false
          })
        }
        signal.addEventListener('abort', leave, { once: true })
        waiting.add(enter)
        admit()
      })
    },
  }
}

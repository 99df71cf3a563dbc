/** Calls back after a time; many callbacks share one timer. */
export type SharedTimer = ReturnType<typeof createSharedTimer>

// Longer timers fire at once.
const maxTimeoutMs = 2 ** 31 - 1

/**
 * One timer for callbacks that are mostly postponed and rarely called: postponing one costs next to nothing, and browsers
 * keep what each timer holds until the next major garbage collection.
 */
export function createSharedTimer() {
  // An array, not a Map: see `Subscribable`.
  const scheduled: { callback: () => void; at: number }[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let firesAt = Infinity

  function scheduleTimer(at: number) {
    if (at >= firesAt) return
    clearTimeout(timer)
    firesAt = at
    timer = setTimeout(callDue, Math.min(at - performance.now(), maxTimeoutMs))
  }

  function callDue() {
    firesAt = Infinity
    const now = performance.now()
    for (const { callback, at } of [...scheduled]) {
      if (at > now) continue
      clear(callback)
      callback()
    }
    for (const { at } of scheduled) scheduleTimer(at)
  }

  function clear(callback: () => void) {
    const index = scheduled.findIndex((entry) => entry.callback === callback)
    if (index >= 0) scheduled.splice(index, 1)
    if (scheduled.length > 0) return
    clearTimeout(timer)
    firesAt = Infinity
  }

  return {
    /** Calls back in `ms` milliseconds, instead of when it would have. */
    set(callback: () => void, ms: number) {
      const at = performance.now() + ms
      const entry = scheduled.find((other) => other.callback === callback)
      if (entry) entry.at = at
      else scheduled.push({ callback, at })
      scheduleTimer(at)
    },
    clear,
  }
}

/** Calls back once a time has come, many with one timer. */
export type Alarms = ReturnType<typeof createSharedTimer>

// Timers that are set for longer fire at once.
const longestMs = 2 ** 31 - 1

type Alarm = { ring: () => void; at: number }

/**
 * One timer for all who wait and mostly wait in vain: to put an alarm off costs next to nothing, and browsers keep what
 * each timer holds in memory until their next large collection.
 */
export function createSharedTimer() {
  // No map: see `lazyMap`.
  const due: Alarm[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let firesAt = Infinity

  function scheduleTimer(at: number) {
    if (at >= firesAt) return
    clearTimeout(timer)
    firesAt = at
    timer = setTimeout(runDueTimers, Math.min(at - performance.now(), longestMs))
  }

  function runDueTimers() {
    firesAt = Infinity
    const now = performance.now()
    for (const { ring, at } of [...due]) {
      if (at > now) continue
      clear(ring)
      ring()
    }
    // Most were put off meanwhile.
    for (const { at } of due) scheduleTimer(at)
  }

  function clear(ring: () => void) {
    const place = due.findIndex((alarm) => alarm.ring === ring)
    if (place >= 0) due.splice(place, 1)
    if (due.length > 0) return
    clearTimeout(timer)
    firesAt = Infinity
  }

  return {
    /** Rings in so many milliseconds, instead of when it would have. */
    set(ring: () => void, ms: number) {
      const at = performance.now() + ms
      const known = due.find((alarm) => alarm.ring === ring)
      if (known) known.at = at
      else due.push({ ring, at })
      scheduleTimer(at)
    },
    clear,
  }
}

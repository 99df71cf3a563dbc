// Starting a transfer takes up to two milliseconds. Measured: 12 to 24 that had waited for one signing call blocked a busy
// page for more than 50 ms; with three in each task, 48 streams of HTTP/2 fill too slowly.
const maxStartsPerTask = 6

/** Limits how many transfers start in one task: many may have waited for the same response. */
export function createStartThrottle() {
  let room = maxStartsPerTask
  let waiting: (() => void)[] = []

  function reset() {
    room = maxStartsPerTask
    const starting = waiting.slice(0, room)
    waiting = waiting.slice(room)
    for (const start of starting) {
      room--
      start()
    }
    if (waiting.length > 0) setTimeout(reset)
  }

  return {
    /** A new task has begun. */
    reset,
    /** Resolves when a transfer may start: at once on hidden pages, whose timers are slow. */
    async wait(): Promise<void> {
      if (room > 0) room--
      else if (isPageVisible()) {
        if (waiting.length === 0) setTimeout(reset)
        await new Promise<void>((resolve) => waiting.push(resolve))
      }
    },
  }
}

function isPageVisible(): boolean {
  return typeof document === 'object' && document.visibilityState === 'visible'
}

// Each is up to two milliseconds of work. Measured: a dozen or two that had waited for one answer of the signer held a busy page
// up for more than fifty; with three at once forty-eight streams of HTTP/2 fill too slowly.
const maxPerTask = 6

/** Lets transfers begin, a few in each task: many may have waited for the same thing. */
export function createStartThrottle() {
  let room = maxPerTask
  let waiting: (() => void)[] = []

  function open() {
    room = maxPerTask
    const entering = waiting.slice(0, room)
    waiting = waiting.slice(room)
    for (const enter of entering) {
      room--
      enter()
    }
    if (waiting.length > 0) setTimeout(open)
  }

  return {
    /** A new task has begun. */
    open,
    /** Resolves when a transfer may begin: at once where nobody would notice, as timers of hidden pages are slow. */
    async enter(): Promise<void> {
      if (room > 0) room--
      else if (isPageVisible()) {
        if (waiting.length === 0) setTimeout(open)
        await new Promise<void>((resolve) => waiting.push(resolve))
      }
    },
  }
}

function isPageVisible(): boolean {
  return typeof document === 'object' && document.visibilityState === 'visible'
}

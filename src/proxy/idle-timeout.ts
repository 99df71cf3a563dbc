/** Calls `onTimeout` when the peer stays silent for `ms` milliseconds while data from it is expected. */
export function createIdleTimeout(ms: number, onTimeout: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStopped = false
  return {
    /** Starts or restarts the timeout: data from the peer is expected. */
    start() {
      clearTimeout(timer)
      if (!isStopped) timer = setTimeout(onTimeout, ms)
    },
    /** Suspends the timeout: nothing is expected from the peer. */
    pause() {
      clearTimeout(timer)
    },
    /** Ends the timeout for good. */
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}

export type IdleTimeout = ReturnType<typeof createIdleTimeout>

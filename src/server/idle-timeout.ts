/** Calls `onSilence` once the other side has been expected to speak for `ms` milliseconds without a break. */
export function createIdleTimeout(ms: number, onSilence: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isOver = false
  return {
    /** The other side's turn begins. */
    expect() {
      clearTimeout(timer)
      if (!isOver) timer = setTimeout(onSilence, ms)
    },
    /** It is somebody else's turn. */
    rest() {
      clearTimeout(timer)
    },
    /** Ends it for good. */
    stop() {
      isOver = true
      clearTimeout(timer)
    },
  }
}

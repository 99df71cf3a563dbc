// Hidden tabs and Node have no animation frames: the task runs with a frame or a timer, whichever comes first.
const withoutFramesMs = 100

/** Runs `task` with the next animation frame, or soon where there are none. Returns how to cancel it. */
export function requestFrame(task: () => void): () => void {
  const hasFrames = typeof requestAnimationFrame === 'function'
  const frame = hasFrames ? requestAnimationFrame(run) : undefined
  const timer = setTimeout(run, withoutFramesMs)
  function stop() {
    clearTimeout(timer)
    if (frame !== undefined) cancelAnimationFrame(frame)
  }
  function run() {
    stop()
    task()
  }
  return stop
}

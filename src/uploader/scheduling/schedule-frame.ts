// A hidden tab gets no frames, and Node has none: whichever of the two comes first, runs.
const withoutFramesMs = 100

/** Runs `task` with the browser's next frame, or soon where there are none. Returns how to call it off. */
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

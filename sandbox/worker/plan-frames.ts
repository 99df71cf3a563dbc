/** Which pictures are taken of a video. */
export type FramePlan = {
  /** Seconds from one picture to the next. */
  every: number
  /** Where each is taken, in seconds. */
  times: readonly number[]
}

/**
 * Evenly spaced pictures, one a second and at most `most`, each from the middle of its slice: the first frame of many
 * videos is black, and behind the last there may be only sound.
 */
export function planFrames(duration: number, most: number): FramePlan {
  const count = Math.max(1, Math.min(most, Math.floor(duration)))
  const every = duration / count
  const times = Array.from({ length: count }, (_, index) => milliseconds((index + 0.5) * every))
  return { every, times }
}

function milliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000
}

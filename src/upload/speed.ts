const windowMs = 5_000
// Earlier than this a figure would jump about and frighten.
const firstAfterMs = 1_500

/** Measures bytes a second over the last five seconds of activity. */
export function createSpeedometer(now: () => number = () => performance.now()) {
  let samples: { at: number; bytes: number }[] = []
  return {
    /** Notes how many bytes are out by now. */
    note(bytes: number) {
      const at = now()
      samples = [...samples.filter((sample) => at - sample.at <= windowMs), { at, bytes }]
    },
    /** Bytes a second; `undefined` until there is enough to say. */
    bytesPerSecond(): number | undefined {
      const first = samples[0]
      const last = samples.at(-1)
      if (!first || !last || last.at - first.at < firstAfterMs) return undefined
      return Math.max(0, ((last.bytes - first.bytes) / (last.at - first.at)) * 1000)
    },
  }
}

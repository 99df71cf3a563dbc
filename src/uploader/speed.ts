const windowMs = 5_000
/** After so long without a byte there is no speed. */
export const speedTtlMs = windowMs + 1
// Earlier than this a figure would jump about and frighten.
const warmUpMs = 2_500
// How long a figure takes to follow: long enough that what is shown does not flicker.
const smoothingMs = 2_000

/**
 * Measures bytes a second over the last five active seconds, smoothed. A silence of that length ends the measuring.
 */
export function createSpeedMeter(now: () => number = () => performance.now()) {
  let samples: { at: number; bytes: number }[] = []
  let shown: number | undefined
  let restingSince: number | undefined
  return {
    /** Notes how many bytes are out by now. */
    note(bytes: number) {
      const at = now()
      if (restingSince !== undefined) {
        const rest = at - restingSince
        samples = samples.map((sample) => ({ ...sample, at: sample.at + rest }))
        restingSince = undefined
      }
      const before = samples.at(-1)
      if (before && at - before.at > windowMs) {
        samples = []
        shown = undefined
      }
      samples = [...samples.filter((sample) => at - sample.at <= windowMs), { at, bytes }]
      const [first] = samples
      if (!first || !before || at - first.at < warmUpMs) return
      const measured = Math.max(0, ((bytes - first.bytes) / (at - first.at)) * 1000)
      const share = 1 - Math.exp((before.at - at) / smoothingMs)
      shown = shown === undefined ? measured : shown + (measured - shown) * share
    },
    /** Nothing is sent until the next note: that time does not count. */
    rest() {
      restingSince ??= now()
    },
    /** Bytes a second; `undefined` until there is enough to say. */
    bytesPerSecond(): number | undefined {
      const last = samples.at(-1)
      return last && (restingSince ?? now()) - last.at > windowMs ? undefined : shown
    },
  }
}

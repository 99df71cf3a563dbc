const windowMs = 5_000
/** After this many milliseconds without progress the speed is `undefined`. */
export const speedTtlMs = windowMs + 1
// Earlier measurements fluctuate too much to be shown.
const warmUpMs = 2_500
// Time constant of the smoothing: long enough that the shown speed does not flicker.
const smoothingMs = 2_000

/**
 * Measures bytes per second over the last five active seconds, smoothed. After a silence of that length it starts over.
 */
export function createSpeedMeter(now: () => number = () => performance.now()) {
  let samples: { at: number; bytes: number }[] = []
  let shown: number | undefined
  let restingSince: number | undefined
  return {
    /** Notes the number of bytes sent so far. */
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
    /** Nothing is sent until the next call of `note`: that time does not count. */
    rest() {
      restingSince ??= now()
    },
    /** Bytes per second; `undefined` until there are enough samples. */
    bytesPerSecond(): number | undefined {
      const last = samples.at(-1)
      return last && (restingSince ?? now()) - last.at > windowMs ? undefined : shown
    },
  }
}

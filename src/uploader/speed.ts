const windowMs = 5_000
/** After this many milliseconds without progress the speed is `undefined`. */
export const speedTtlMs = windowMs + 1
// Earlier measurements fluctuate too much to be shown.
const warmUpMs = 2_500
// Time constant of the smoothing: long enough that the shown speed does not flicker.
const smoothingMs = 2_000

// Thousands of small files a second would fill the window with samples.
const minSampleMs = 100

/**
 * Measures bytes per second over the last five active seconds, smoothed. After a silence of that length it starts over.
 */
export function createSpeedMeter(now: () => number = () => performance.now()) {
  let samples: { at: number; bytes: number }[] = []
  let notedAt = -Infinity
  let shown: number | undefined
  let restingSince: number | undefined
  let restedMs = 0
  // The time of rests does not count.
  const activeNow = () => (restingSince ?? now()) - restedMs

  return {
    /** Notes the number of bytes sent so far. */
    note(bytes: number) {
      if (restingSince !== undefined) restedMs += now() - restingSince
      restingSince = undefined
      const at = activeNow()
      if (at - notedAt > windowMs) {
        samples = []
        shown = undefined
      }
      const last = samples.at(-1)
      if (!last || at - last.at >= minSampleMs) samples.push({ at, bytes })
      while (samples[0] && at - samples[0].at > windowMs) samples.shift()
      const [first] = samples
      if (first && at - first.at >= warmUpMs) {
        const measured = Math.max(0, ((bytes - first.bytes) / (at - first.at)) * 1000)
        const share = 1 - Math.exp((notedAt - at) / smoothingMs)
        shown = shown === undefined ? measured : shown + (measured - shown) * share
      }
      notedAt = at
    },
    /** Nothing is sent until the next call of `note`: that time does not count. */
    rest() {
      restingSince ??= now()
    },
    /** Bytes per second; `undefined` until there are enough samples. */
    bytesPerSecond: (): number | undefined => (activeNow() - notedAt > windowMs ? undefined : shown),
  }
}

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
  const samples: { at: number; bytes: number }[] = []
  let notedAt: number | undefined
  let shown: number | undefined
  let restingSince: number | undefined

  /** Counts the time of a rest as none. */
  function endRest(at: number) {
    const rest = restingSince === undefined ? 0 : at - restingSince
    restingSince = undefined
    if (rest === 0) return
    for (const sample of samples) sample.at += rest
    if (notedAt !== undefined) notedAt += rest
  }

  /** Adds a sample, and drops those outside the window. */
  function addSample(at: number, bytes: number) {
    const last = samples.at(-1)
    if (!last || at - last.at >= minSampleMs) samples.push({ at, bytes })
    while (samples[0] && at - samples[0].at > windowMs) samples.shift()
  }

  return {
    /** Notes the number of bytes sent so far. */
    note(bytes: number) {
      const at = now()
      endRest(at)
      if (notedAt !== undefined && at - notedAt > windowMs) {
        samples.length = 0
        shown = undefined
      }
      addSample(at, bytes)
      const [first] = samples
      const before = notedAt ?? at
      notedAt = at
      if (!first || at - first.at < warmUpMs) return
      const measured = Math.max(0, ((bytes - first.bytes) / (at - first.at)) * 1000)
      const share = 1 - Math.exp((before - at) / smoothingMs)
      shown = shown === undefined ? measured : shown + (measured - shown) * share
    },
    /** Nothing is sent until the next call of `note`: that time does not count. */
    rest() {
      restingSince ??= now()
    },
    /** Bytes per second; `undefined` until there are enough samples. */
    bytesPerSecond(): number | undefined {
      const isSilent = notedAt !== undefined && (restingSince ?? now()) - notedAt > windowMs
      return isSilent ? undefined : shown
    },
  }
}

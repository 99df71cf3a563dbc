import { formatTimecode } from '../gallery/frame-times.ts'

/** Numbers and units as the provider's locale writes them. */
export type UploadFormat = ReturnType<typeof createFormat>

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const

/** Formats of a locale (BCP 47), by `Intl`. */
export function createFormat(locale: string) {
  const numbers = new Intl.NumberFormat(locale)
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })

  // Making a format costs a hundred times what using it costs, and each frame uses a few in every row.
  const units = new Map<string, Intl.NumberFormat>()

  function unitFormat(unit: string, maximumFractionDigits: number): Intl.NumberFormat {
    const key = `${unit} ${maximumFractionDigits}`
    const known = units.get(key)
    if (known) return known
    // Single bytes are not abbreviated: English would write `300 byte`.
    const unitDisplay = unit === 'byte' ? 'long' : 'short'
    const made = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, maximumFractionDigits })
    units.set(key, made)
    return made
  }

  const amount = (value: number, unit: string, maximumFractionDigits: number): string =>
    unitFormat(unit, maximumFractionDigits).format(value)

  function inUnit(bytes: number, suffix: string): string {
    const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), byteUnits.length - 1)
    const value = bytes / 1000 ** power
    return amount(value, `${byteUnits[power] ?? 'byte'}${suffix}`, value < 10 && power > 0 ? 1 : 0)
  }

  function duration(seconds: number): string {
    if (seconds < 60) return amount(Math.max(1, Math.ceil(seconds)), 'second', 0)
    if (seconds < 3600) return amount(Math.ceil(seconds / 60), 'minute', 0)
    return amount(seconds / 3600, 'hour', 1)
  }

  return {
    /** `12 MB`, in powers of 1,000. */
    bytes: (bytes: number): string => inUnit(bytes, ''),
    /** `3.4 MB/s`. */
    speed: (bytesPerSecond: number): string => inUnit(bytesPerSecond, '-per-second'),
    /** `45%` of a fraction from 0 to 1, rounded down: only the whole is 100. */
    percent: (fraction: number): string => percents.format(Math.floor(fraction * 100) / 100),
    /** `2 min` of seconds, in the largest unit that tells; never zero. */
    duration,
    /** Like `duration`, in steps that are as coarse as a guess: what is left does not flicker. */
    timeLeft(seconds: number): string {
      if (seconds <= 10 || seconds >= 60) return duration(seconds)
      return duration(Math.ceil(seconds / 5) * 5)
    },
    /** `1,234`. */
    number: (value: number): string => numbers.format(value),
    /** `1:02:03` or `2:03` of seconds into a video. */
    timecode: (seconds: number): string => formatTimecode(seconds),
  }
}

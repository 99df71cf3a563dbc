import { createPercentFormat } from './percent.ts'

/** Numbers and units as the provider's locale writes them. */
export type UploadFormat = ReturnType<typeof createFormat>

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const

const formats = new Map<string, UploadFormat>()

/** The formats of a locale: the same object each time. */
export function getFormat(locale: string): UploadFormat {
  const cached = formats.get(locale)
  if (cached) return cached
  const format = createFormat(locale)
  formats.set(locale, format)
  return format
}

/** Formats of a locale (BCP 47), based on `Intl`. */
export function createFormat(locale: string) {
  // Creating an `Intl.NumberFormat` costs about a hundred times as much as using it.
  const cache = new Map<string, Intl.NumberFormat>()
  let percent: ReturnType<typeof createPercentFormat> | undefined

  function numberFormat(key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
    const cached = cache.get(key)
    if (cached) return cached
    const format = new Intl.NumberFormat(locale, options)
    cache.set(key, format)
    return format
  }

  function amount(value: number, unit: string, maximumFractionDigits: number): string {
    // Single bytes are not abbreviated: English would read `300 byte`.
    const unitDisplay = unit === 'byte' ? 'long' : 'short'
    const options = { style: 'unit', unit, unitDisplay, maximumFractionDigits } as const
    return numberFormat(`${unit} ${maximumFractionDigits}`, options).format(value)
  }

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
    /** `45%` of a fraction from 0 to 1, rounded down: 100% means complete. */
    percent: (fraction: number): string => (percent ??= createPercentFormat(locale))(fraction),
    /** `2 min` of seconds, in the largest suitable unit; at least one second. */
    duration,
    /** Like `duration`, but in steps of five seconds below a minute, so that an estimate does not flicker. */
    timeLeft(seconds: number): string {
      if (seconds <= 10 || seconds >= 60) return duration(seconds)
      return duration(Math.ceil(seconds / 5) * 5)
    },
    /** `1,234`. */
    number: (value: number): string => numberFormat('number', {}).format(value),
    /** `1:02:03` or `2:03` of seconds into a video. */
    timecode: formatClock,
  }
}

/** `1:02:03` or `2:03` of seconds, which are rounded down as players do, with a tolerance for floating point. */
export function formatClock(seconds: number): string {
  const whole = Math.floor(Math.max(0, seconds) + 1e-6)
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const padded = (value: number) => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}:${padded(minutes)}:${padded(rest)}` : `${minutes}:${padded(rest)}`
}

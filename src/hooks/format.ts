/** Numbers and units as the provider's locale writes them. */
export type UploadFormat = ReturnType<typeof createFormat>

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const

/** Formats of a locale (BCP 47), by `Intl`. @default the runtime's locale */
export function createFormat(locale?: string) {
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })

  function amount(value: number, unit: string, maximumFractionDigits: number): string {
    // Single bytes are not abbreviated: English would write `300 byte`.
    const unitDisplay = unit === 'byte' ? 'long' : 'short'
    const options = { style: 'unit', unit, unitDisplay, maximumFractionDigits } as const
    return new Intl.NumberFormat(locale, options).format(value)
  }

  function inUnit(bytes: number, suffix: string): string {
    const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), byteUnits.length - 1)
    const value = bytes / 1000 ** power
    return amount(value, `${byteUnits[power] ?? 'byte'}${suffix}`, value < 10 && power > 0 ? 1 : 0)
  }

  return {
    /** `12 MB`, in powers of 1,000. */
    bytes: (bytes: number): string => inUnit(bytes, ''),
    /** `3.4 MB/s`. */
    speed: (bytesPerSecond: number): string => inUnit(bytesPerSecond, '-per-second'),
    /** `45%` of a fraction from 0 to 1, rounded down: only the whole is 100. */
    percent: (fraction: number): string => percents.format(Math.floor(fraction * 100) / 100),
    /** `2 min` of seconds, in the largest unit that tells; never zero. */
    duration(seconds: number): string {
      if (seconds < 60) return amount(Math.max(1, Math.ceil(seconds)), 'second', 0)
      if (seconds < 3600) return amount(Math.ceil(seconds / 60), 'minute', 0)
      return amount(seconds / 3600, 'hour', 1)
    },
    /** `1:02:03` or `2:03` of seconds into a video. */
    timeCode(seconds: number): string {
      const whole = Math.floor(seconds)
      const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
      const tail = String(rest).padStart(2, '0')
      return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`
    },
  }
}

/** Formats a fraction from 0 to 1 in percent, rounded down: 100% means complete. */
export function createPercentFormat(locale: string): (fraction: number) => string {
  const format = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  return (fraction) => format.format(Math.floor(fraction * 100) / 100)
}

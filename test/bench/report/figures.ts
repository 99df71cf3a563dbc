import type { Results, Sample } from '../scenario.ts'

/** The middle one, or the mean of the two in the middle; nothing of nothing. */
export function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return low === undefined || high === undefined ? undefined : (low + high) / 2
}

/** The median of one figure of a row's runs. */
export function medianOf(
  results: Results,
  row: string,
  of: (sample: Sample) => number | undefined,
): number | undefined {
  return median((results.get(row) ?? []).flatMap((sample) => of(sample) ?? []))
}

/**
 * How many times as long as the other row: the median over the rounds that both finished, so that a slow minute of
 * the machine weighs on both sides.
 */
export function ratio(results: Results, row: string, to: string): number | undefined {
  const whole = (name: string) => (results.get(name) ?? []).filter(({ isWhole }) => isWhole)
  const others = new Map(whole(to).map(({ round, ms }) => [round, ms]))
  const pairs = whole(row).flatMap(({ round, ms }) => {
    const other = others.get(round)
    return ms === undefined || other === undefined ? [] : ms / other
  })
  return median(pairs)
}

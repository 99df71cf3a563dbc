import type { Check, Results, Sample } from '../scenario.ts'
import { medianOf, ratio } from './figures.ts'

const figure = (value: number | undefined, digits: number) =>
  value === undefined ? 'not measured' : value.toFixed(digits)

/** One row takes at most `limit` times as long as another. */
export function atMostTimes(results: Results, row: string, to: string, limit: number): Check {
  const measured = ratio(results, row, to)
  const must = `${row} ≤ ${limit.toFixed(2)} × ${to}`
  return { must, measured: figure(measured, 2), isMet: measured !== undefined && measured <= limit }
}

/** A row does as well as the best of others, within a limit: which one that is, is not known beforehand. */
export function asTheBestOf(results: Results, row: string, others: readonly string[], limit: number): Check {
  const ratios = others.flatMap((other) => ratio(results, row, other) ?? [])
  const worst = ratios.length > 0 ? Math.max(...ratios) : undefined
  const must = `${row} ≤ ${limit.toFixed(2)} × the best of ${others.join('; ')}`
  return { must, measured: figure(worst, 2), isMet: worst !== undefined && worst <= limit }
}

/** One row is at least `limit` times as fast as another. */
export function fasterBy(results: Results, row: string, than: string, limit: number): Check {
  const measured = ratio(results, than, row)
  const must = `${row} ≥ ${limit.toFixed(1)} × faster than ${than}`
  return { must, measured: figure(measured, 2), isMet: measured !== undefined && measured >= limit }
}

/** The median of a figure stays below a limit. */
export function below(
  results: Results,
  row: string,
  what: string,
  of: (sample: Sample) => number | undefined,
  limit: number,
): Check {
  const measured = medianOf(results, row, of)
  const must = `${row}: ${what} < ${limit}`
  return { must, measured: figure(measured, 0), isMet: measured !== undefined && measured < limit }
}

/** Something holds in every run of a row. */
export function always(
  results: Results,
  row: string,
  what: string,
  holds: (sample: Sample) => boolean,
): Check {
  const samples = results.get(row) ?? []
  const count = samples.filter(holds).length
  const isMet = samples.length > 0 && count === samples.length
  return { must: `${row}: ${what}`, measured: `${count} of ${samples.length} runs`, isMet }
}

/** Every file is there, right, and was sent once. */
export function allStored(results: Results, row: string, count: number): Check {
  return always(results, row, `${count} of ${count} files, right bytes, none twice`, ({ report }) => {
    return report.stored === count && report.wrong === 0 && report.again === 0
  })
}

import { limitOf, type Column, type Results, type Sample, type Scenario, type Variant } from '../scenario.ts'
import { planFiles } from '../shared/files.ts'
import { median, ratio } from './figures.ts'
import { table } from './table.ts'

const seconds = (ms: number) => (ms / 1000).toFixed(ms < 10_000 ? 2 : 1)

/** A scenario as a section of RESULTS.md. */
export function sectionOf(scenario: Scenario, results: Results, date: string): string {
  const { name, title, conditions, floorMs, variants, columns, task } = scenario
  const base = variants[0]?.name ?? ''
  const count = task === 'send' || task === 'list' ? planFiles(scenario.files).length : undefined
  const head = [
    ...['', 'runs', 'median, s', 'min–max'],
    ...(variants.length > 1 ? [`× ${base}`] : []),
    ...(count === undefined ? [] : ['files there']),
    ...columns.map((column) => column.title),
  ]
  const rows = variants.flatMap((variant) => {
    const samples = results.get(variant.name)
    if (!samples) return []
    const compared = ratio(results, variant.name, base)?.toFixed(2) ?? '–'
    return [
      [
        ...[variant.name, String(samples.length), medianOf(samples, scenario, variant), rangeOf(samples)],
        ...(variants.length > 1 ? [compared] : []),
        ...(count === undefined ? [] : [storedOf(samples, count)]),
        ...columns.map((column) => figureOf(samples, column)),
      ],
    ]
  })
  const checks = scenario
    .check(results)
    .map(({ must, measured, isMet }) => [must, measured, isMet ? 'yes' : '**no**'])
  const floor = floorMs === undefined ? '' : ` The network’s floor: ${seconds(floorMs)} s.`
  return [
    `## ${title}`,
    `\`${name}\`. ${conditions}${floor}`,
    table(head, rows),
    table(['must reach', 'measured', 'reached'], checks),
    `Measured ${date}.`,
  ].join('\n\n')
}

function medianOf(samples: readonly Sample[], scenario: Scenario, variant: Variant): string {
  const middle = median(samples.flatMap(({ ms }) => ms ?? []))
  const isUnfinished = samples.some(({ ms }) => ms === undefined)
  if (isUnfinished) return `unfinished at ${limitOf(scenario, variant) / 1000}`
  return middle === undefined ? '–' : seconds(middle)
}

function rangeOf(samples: readonly Sample[]): string {
  const times = samples.flatMap(({ ms }) => ms ?? [])
  return times.length > 1 ? `${seconds(Math.min(...times))}–${seconds(Math.max(...times))}` : '–'
}

/** The fewest files of any run: one that is lost once is lost. */
function storedOf(samples: readonly Sample[], count: number): string {
  const fewest = Math.min(...samples.map(({ report }) => report.stored))
  return fewest === count ? String(count) : `**${fewest}** of ${count}`
}

function figureOf(samples: readonly Sample[], { of, digits = 0 }: Column): string {
  return median(samples.flatMap((sample) => of(sample) ?? []))?.toFixed(digits) ?? '–'
}

import type { Column, Results, Sample, Scenario } from '../scenario.ts'
import { planFiles } from '../shared/files.ts'
import { median, ratio } from './figures.ts'

const seconds = (ms: number) => (ms / 1000).toFixed(ms < 10_000 ? 2 : 1)

/** A scenario as a section of RESULTS.md. */
export function sectionOf(scenario: Scenario, results: Results, date: string): string {
  const { title, conditions, floorMs, columns } = scenario
  const count = planFiles(scenario.files).length
  const isSent = scenario.task === 'send' || scenario.task === 'list'
  const base = scenario.variants[0]?.name ?? ''
  const isCompared = scenario.variants.length > 1
  const titles = ['', 'runs', 'median, s', 'min–max']
  if (isCompared) titles.push(`× ${base}`)
  if (isSent) titles.push('files there')
  const head = [...titles, ...columns.map((column) => column.title)]
  const rows = [...results].map(([name, samples]) => {
    const compared = isCompared ? [ratio(results, name, base)?.toFixed(2) ?? '–'] : []
    const times = samples.flatMap(({ ms }) => ms ?? [])
    const middle = median(times)
    const shown =
      samples.some(({ ms }) => ms === undefined) || middle === undefined ? 'unfinished' : seconds(middle)
    const range = times.length > 0 ? `${seconds(Math.min(...times))}–${seconds(Math.max(...times))}` : '–'
    const figures = columns.map((column) => cell(samples, column))
    return [
      name,
      samples.length,
      shown,
      range,
      ...compared,
      ...(isSent ? [stored(samples, count)] : []),
      ...figures,
    ]
  })
  const checks = scenario
    .check(results)
    .map((check) => [check.must, check.measured, check.isMet ? 'yes' : '**no**'])
  return [
    `## ${title}`,
    `\`${scenario.name}\`. ${conditions}${floorMs === undefined ? '' : ` The network's floor: ${seconds(floorMs)} s.`}`,
    table(head, rows),
    table(['must reach', 'measured', 'reached'], checks),
    `Measured ${date}.`,
  ].join('\n\n')
}

function cell(samples: readonly Sample[], { of, digits = 0 }: Column): string {
  return median(samples.flatMap((sample) => of(sample) ?? []))?.toFixed(digits) ?? '–'
}

/** The fewest files of any run: one that is lost once is lost. */
function stored(samples: readonly Sample[], count: number): string {
  const fewest = Math.min(...samples.map(({ report }) => report.stored))
  return fewest === count ? String(count) : `**${fewest}** of ${count}`
}

function table(head: readonly (string | number)[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

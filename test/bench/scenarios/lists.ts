import { allStored, atMostTimes, below } from '../report/checks.ts'
import { commits, heapAfter, heapPeak, listed, maxTask } from '../report/columns.ts'
import type { Check, Results, Scenario, Variant } from '../scenario.ts'

/** Small files in a React list: the cost of the list, and its effect on the transfer. */
function list(
  count: number,
  rest: Pick<Scenario, 'name' | 'variants' | 'check'> & Partial<Scenario>,
): Scenario {
  return {
    title: `${count.toLocaleString('en')} files of 1 KiB in a React list`,
    conditions: 'Every list is the same window of rows; no delay, no limit. Hand-written code and ours POST.',
    task: 'list',
    files: { from: 'memory', count, smallest: 1024, largest: 1024 },
    network: { store: 'h1', roundTripMs: 0 },
    columns: [listed, maxTask, commits, heapPeak, heapAfter],
    ...rest,
  }
}

const both: readonly Variant[] = [
  { name: 'raw', contender: 'raw', job: { type: 'post' } },
  { name: 'ours', contender: 'ours', job: { type: 'post' } },
]

/** No task of 50 ms or more (shorter ones are not reported by the browser), and every file stored once. */
const isResponsive = (results: Results, row: string, count: number): readonly Check[] => [
  below(results, row, 'longest task, ms', ({ seen }) => seen.maxTaskMs, 50),
  allStored(results, row, count),
]

const isLightweight = (results: Results, row: string): readonly Check[] => [
  below(results, row, 'list, ms', ({ seen }) => seen.listMs, 100),
  below(results, row, 'heap at its highest, MB', ({ seen }) => seen.heapMb?.peak, 40),
]

export const list2000: Scenario = list(2_000, {
  name: 'list-2000',
  variants: [
    ...both,
    { name: 'Uppy', contender: 'uppy', rounds: 2 },
    { name: 'better-upload', contender: 'better-upload', rounds: 3 },
    { name: 'uploady', contender: 'uploady', rounds: 2 },
  ],
  check: (results) => [atMostTimes(results, 'ours', 'raw', 1.2), ...isResponsive(results, 'ours', 2_000)],
})

export const list10000: Scenario = list(10_000, {
  name: 'list-10000',
  limitMs: 60_000,
  variants: [
    ...both,
    { name: 'Uppy', contender: 'uppy', rounds: 1, limitMs: 45_000 },
    { name: 'better-upload', contender: 'better-upload', rounds: 1, limitMs: 45_000 },
    { name: 'uploady', contender: 'uploady', rounds: 1, limitMs: 45_000 },
  ],
  check: (results) => [
    atMostTimes(results, 'ours', 'raw', 1.1),
    ...isLightweight(results, 'ours'),
    ...isResponsive(results, 'ours', 10_000),
  ],
})

export const list10000Shipped: Scenario = list(10_000, {
  name: 'list-10000-shipped',
  title: '10,000 files of 1 KiB in <UploadProgress>',
  conditions: 'The component with styles.css, beside a hand-written list; no delay, no limit. Both POST.',
  limitMs: 60_000,
  variants: [
    { name: 'raw', contender: 'raw', job: { type: 'post' } },
    { name: 'shipped', contender: 'shipped', job: { type: 'post' } },
  ],
  check: (results) => [...isLightweight(results, 'shipped'), ...isResponsive(results, 'shipped', 10_000)],
})

export const list2000Unstyled: Scenario = list(2_000, {
  name: 'list-2000-unstyled',
  title: '2,000 files of 1 KiB in <UploadProgress> without styles.css',
  conditions: 'No rule gives the list a maximum height, so the page scrolls; no delay, no limit.',
  limitMs: 60_000,
  variants: [{ name: 'unstyled', contender: 'unstyled', job: { type: 'post' } }],
  check: (results) => isResponsive(results, 'unstyled', 2_000),
})

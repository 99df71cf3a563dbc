import { allStored, atMostTimes, below } from '../report/checks.ts'
import { commits, heapAfter, heapPeak, listed, longestTask } from '../report/columns.ts'
import type { Check, Results, Scenario, Variant } from '../scenario.ts'

/** Small files in a React list: what the list costs, and what it does to the transfer. */
function list(count: number, rest: Pick<Scenario, 'name' | 'variants' | 'limitMs' | 'check'>): Scenario {
  return {
    title: `${count.toLocaleString('en')} files of 1 KiB in a React list`,
    conditions: 'Every list is the same window of rows; no delay, no limit. Hand-written code and ours POST.',
    task: 'list',
    files: { from: 'memory', count, smallest: 1024, largest: 1024 },
    network: { store: 'h1', roundTripMs: 0 },
    columns: [listed, longestTask, commits, heapPeak, heapAfter],
    ...rest,
  }
}

const both: readonly Variant[] = [
  { name: 'raw', contender: 'raw', job: { type: 'post' } },
  { name: 'ours', contender: 'ours', job: { type: 'post' } },
]

const calm = (results: Results, count: number): readonly Check[] => [
  // The browser speaks of a task only from 50 ms on.
  below(results, 'ours', 'longest task, ms', ({ seen }) => seen.longestTaskMs, 50),
  allStored(results, 'ours', count),
]

export const list2000: Scenario = list(2_000, {
  name: 'list-2000',
  variants: [
    ...both,
    { name: 'Uppy', contender: 'uppy', rounds: 2 },
    { name: 'better-upload', contender: 'better-upload', rounds: 3 },
    { name: 'uploady', contender: 'uploady', rounds: 2 },
  ],
  check: (results) => [atMostTimes(results, 'ours', 'raw', 1.2), ...calm(results, 2_000)],
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
    below(results, 'ours', 'list, ms', ({ seen }) => seen.listMs, 100),
    below(results, 'ours', 'heap at its highest, MB', ({ seen }) => seen.heapMb?.peak, 40),
    ...calm(results, 10_000),
  ],
})

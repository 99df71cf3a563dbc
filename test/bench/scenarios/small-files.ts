import { allStored, atMostTimes, fasterBy } from '../report/checks.ts'
import { maxOpen, preflights } from '../report/columns.ts'
import type { Scenario } from '../scenario.ts'

const [count, size, roundTripMs] = [500, 20 * 1024, 30]

export const smallFiles: Scenario = {
  name: 'small-files',
  title: '500 files of 20 KiB, 30 ms away',
  conditions: 'Every request waits 30 ms, preflights and signing too. Six connections.',
  task: 'send',
  files: { from: 'memory', count, smallest: size, largest: size },
  network: { store: 'h1', roundTripMs },
  floorMs: (Math.ceil(count / 6) + 1) * roundTripMs,
  variants: [
    { name: 'raw POST', contender: 'raw', job: { type: 'post' } },
    { name: 'raw PUT', contender: 'raw' },
    { name: 'ours POST', contender: 'ours', job: { type: 'post' } },
    { name: 'ours PUT', contender: 'ours' },
    { name: 'Uppy', contender: 'uppy', rounds: 3 },
    { name: 'better-upload', contender: 'better-upload', rounds: 3 },
    { name: 'uploady', contender: 'uploady', rounds: 3 },
  ],
  columns: [preflights, maxOpen],
  check: (results) => [
    atMostTimes(results, 'ours POST', 'raw POST', 1.05),
    fasterBy(results, 'ours POST', 'Uppy', 2.5),
    atMostTimes(results, 'ours PUT', 'raw PUT', 1.05),
    allStored(results, 'ours POST', count),
    allStored(results, 'ours PUT', count),
  ],
}

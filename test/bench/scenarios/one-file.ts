import { allStored, atMostTimes } from '../report/checks.ts'
import { memoryPeak } from '../report/columns.ts'
import type { Scenario } from '../scenario.ts'

const size = 2 ** 30

export const oneFile: Scenario = {
  name: 'one-file',
  title: 'One file of 1 GiB, PUT',
  conditions: 'From the disk, as users pick it. No delay, no limit.',
  task: 'send',
  files: { from: 'disk', size },
  network: { store: 'h1', roundTripMs: 0 },
  // All of it is the browser's and the server's work, whose times differ by a quarter from run to run.
  rounds: 11,
  variants: [
    { name: 'raw', contender: 'raw', job: { listens: true } },
    { name: 'ours', contender: 'ours' },
    { name: 'Uppy', contender: 'uppy', rounds: 3 },
    { name: 'better-upload', contender: 'better-upload', rounds: 3 },
    { name: 'uploady', contender: 'uploady', rounds: 3 },
  ],
  columns: [
    { title: 'MiB/s', of: ({ ms }) => (ms === undefined ? undefined : size / 2 ** 20 / (ms / 1000)) },
    memoryPeak,
  ],
  check: (results) => [atMostTimes(results, 'ours', 'raw', 1.05), allStored(results, 'ours', 1)],
}

import { allStored, atMostTimes } from '../report/checks.ts'
import { maxOpen, preflights } from '../report/columns.ts'
import type { Scenario } from '../scenario.ts'
import { planFiles, type FilesPlan } from '../shared/files.ts'

const [count, bytesPerSecond, roundTripMs] = [300, 8e6, 30]
const files: FilesPlan = { from: 'memory', count, smallest: 1024, largest: 8 * 2 ** 20 }
const bytes = planFiles(files).reduce((sum, { size }) => sum + size, 0)

export const mixedFiles: Scenario = {
  name: 'mixed-files',
  title: '300 files of 1 KiB to 8 MiB, 8 MB/s a connection, 30 ms away',
  conditions: `${(bytes / 1e6).toFixed(0)} MB in all, sizes spread evenly over the orders of magnitude. Six connections.`,
  task: 'send',
  files,
  network: { store: 'h1', roundTripMs, bytesPerSecond },
  floorMs: (bytes / (6 * bytesPerSecond)) * 1000 + (count / 6 + 1) * roundTripMs,
  variants: [
    { name: 'raw POST', contender: 'raw', job: { type: 'post' } },
    { name: 'raw PUT', contender: 'raw', rounds: 3 },
    { name: 'ours POST', contender: 'ours', job: { type: 'post' } },
    { name: 'ours PUT', contender: 'ours', rounds: 3 },
    { name: 'Uppy', contender: 'uppy', rounds: 2 },
    { name: 'better-upload', contender: 'better-upload', rounds: 2 },
    { name: 'uploady', contender: 'uploady', rounds: 2 },
  ],
  columns: [preflights, maxOpen],
  check: (results) => [
    atMostTimes(results, 'ours POST', 'raw POST', 1.05),
    allStored(results, 'ours POST', count),
    allStored(results, 'ours PUT', count),
  ],
}

import { allStored, atMostTimes } from '../report/checks.ts'
import { memoryPeak, maxOpen, preflights } from '../report/columns.ts'
import type { Scenario } from '../scenario.ts'

const [size, partSize, bytesPerSecond, roundTripMs] = [512 * 2 ** 20, 8 * 2 ** 20, 20e6, 30]
const job = { type: 'multipart', partSize } as const

export const parts: Scenario = {
  name: 'parts',
  title: '512 MiB in parts of 8 MiB, 20 MB/s a connection, 30 ms away',
  conditions: 'From the disk. Six connections. react-uploady has no multipart uploads of S3.',
  task: 'send',
  files: { from: 'disk', size },
  network: { store: 'h1', roundTripMs, bytesPerSecond },
  // Eleven rounds of six, each with a preflight and a response; then open, sign and complete.
  floorMs:
    Math.ceil(size / partSize / 6) * ((partSize / bytesPerSecond) * 1000 + roundTripMs) + 3 * roundTripMs,
  variants: [
    { name: 'raw pool', contender: 'raw', job: { ...job, listens: true } },
    { name: 'ours', contender: 'ours', job },
    { name: 'Uppy', contender: 'uppy', job, rounds: 2 },
    { name: 'better-upload', contender: 'better-upload', job },
  ],
  columns: [preflights, maxOpen, memoryPeak],
  check: (results) => [atMostTimes(results, 'ours', 'raw pool', 1.05), allStored(results, 'ours', 1)],
}

import { allStored, always, below } from '../report/checks.ts'
import { heapAfter, heapPeak, maxTask, memoryPeak } from '../report/columns.ts'
import type { Column, Sample, Scenario } from '../scenario.ts'

const size = 100 * 2 ** 30
// The least that brings it below S3's ten thousand parts, rounded up to whole mebibytes.
const partSize = 11 * 2 ** 20
const job = { type: 'multipart', partSize } as const

const heapBefore: Column = { title: 'heap before, MB', of: ({ seen }) => seen.heapMb?.before }
const growth = ({ seen: { heapMb } }: Sample) => heapMb && heapMb.after - heapMb.before
const columns = [heapBefore, heapPeak, heapAfter, memoryPeak, maxTask]

export const hugeFile: Scenario = {
  name: 'huge-file',
  title: '100 GiB in parts of 11 MiB, paused five times',
  conditions:
    'One blob repeated; the transfer checks size and both ends of every part and sends nothing. Paused and resumed five times while parts are in flight; every part arrives once.',
  task: 'sink',
  files: { from: 'repetition', size },
  network: { store: 'h1', roundTripMs: 0 },
  rounds: 2,
  limitMs: 180_000,
  variants: [{ name: 'ours', contender: 'ours', job }],
  columns,
  check: (results) => [
    always(results, 'ours', 'every part right and once', ({ seen }) => seen.completed === 1),
    below(results, 'ours', 'growth of the heap, MB', growth, 10),
  ],
}

export const hugeFileSent: Scenario = {
  name: 'huge-file-sent',
  title: '100 GiB in parts of 11 MiB, over the wire',
  conditions: 'One blob repeated, to a store that compares every byte and stores none.',
  task: 'send',
  files: { from: 'repetition', size },
  network: { store: 'h1', roundTripMs: 0 },
  rounds: 1,
  limitMs: 20 * 60_000,
  variants: [{ name: 'ours', contender: 'ours', job }],
  columns,
  check: (results) => [
    allStored(results, 'ours', 1),
    below(results, 'ours', 'growth of the heap, MB', growth, 10),
  ],
  onlyByName: true,
}

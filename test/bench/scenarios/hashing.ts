import { always, asTheBestOf, below } from '../report/checks.ts'
import { maxTask, memoryPeak } from '../report/columns.ts'
import { expectedDigests } from '../expected-digests.ts'
import type { Column, Sample, Scenario, Variant } from '../scenario.ts'
import type { FilesPlan } from '../shared/files.ts'

const variants: readonly Variant[] = [
  { name: 'wasm in a worker', contender: 'raw', job: { digest: 'wasm' } },
  { name: 'subtle, whole file', contender: 'raw', job: { digest: 'subtle' } },
  { name: 'ours', contender: 'ours' },
]

type Rest = Pick<Scenario, 'name' | 'title' | 'conditions'>

/** @param rivals the rows whose buffers stay bounded at these sizes */
function hashing(files: FilesPlan, bytes: number, rivals: readonly string[], rest: Rest): Scenario {
  const speed: Column = {
    title: 'MiB/s',
    of: ({ ms }) => (ms === undefined ? undefined : bytes / 2 ** 20 / (ms / 1000)),
  }
  return {
    ...rest,
    task: 'hash',
    files,
    network: { store: 'h1', roundTripMs: 0 },
    variants,
    columns: [speed, maxTask, memoryPeak],
    check: (results) => [
      asTheBestOf(results, 'ours', rivals, 1.1),
      below(results, 'ours', 'longest task, ms', ({ seen }) => seen.maxTaskMs, 50),
      below(results, 'ours', 'process at its highest, MB', ({ peakMemoryMb }) => peakMemoryMb, 400),
      always(results, 'ours', 'right digests', hasRightDigests(files)),
    ],
  }
}

function hasRightDigests(files: FilesPlan) {
  return ({ seen }: Sample) =>
    expectedDigests(files).every((digest, index) => seen.digests?.[index] === digest)
}

const mebibyte = 2 ** 20

export const hashLarge = hashing(
  { from: 'disk', size: 512 * mebibyte },
  512 * mebibyte,
  ['wasm in a worker'],
  {
    name: 'hash-large',
    title: 'SHA-256 of 512 MiB',
    conditions: 'One file from the disk. Nothing is sent. `subtle` must hold the whole file.',
  },
)

export const hashMany = hashing(
  { from: 'memory', count: 200, smallest: mebibyte, largest: mebibyte },
  200 * mebibyte,
  ['wasm in a worker', 'subtle, whole file'],
  { name: 'hash-many', title: 'SHA-256 of 200 files of 1 MiB', conditions: 'Nothing is sent.' },
)

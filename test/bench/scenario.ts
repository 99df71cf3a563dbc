import type { ContenderName } from './contenders.ts'
import type { Report } from './server/request-log.ts'
import type { FilesPlan } from './shared/files.ts'
import type { Job, Seen } from './shared/job.ts'
import type { Network } from './shared/network.ts'

/** One run of one variant. */
export type Sample = {
  /** Which round it belongs to: variants of one round ran one after the other. */
  round: number
  /** Absent where the contender did not come to an end in time. */
  ms?: number | undefined
  /** Whether all the work was done: only such runs are compared. */
  isWhole: boolean
  seen: Partial<Seen>
  report: Report
  peakMemoryMb?: number | undefined
}

/** One row: a contender, set in one way. */
export type Variant = {
  /** What the row is called; a scenario's first row is what the others are compared with. */
  name: string
  contender: ContenderName
  job?: Partial<Omit<Job, 'files' | 'task'>>
  /** @default the scenario's */
  rounds?: number
  limitMs?: number
}

/** A column beside the times: the medians of one figure. */
export type Column = { title: string; of: (sample: Sample) => number | undefined; digits?: number }

/** What must be reached, and whether it was. */
export type Check = { must: string; measured: string; isMet: boolean }

/** The samples of a scenario by row. */
export type Results = ReadonlyMap<string, readonly Sample[]>

export type Scenario = {
  name: string
  title: string
  /** Files, network, and anything special. */
  conditions: string
  network: Network
  files: FilesPlan
  task: Job['task']
  /** The least time that the network leaves. */
  floorMs?: number
  variants: readonly Variant[]
  columns: readonly Column[]
  /** @default 5 */
  rounds?: number
  /** When a run is cut off. @default 60000 */
  limitMs?: number
  check(results: Results): readonly Check[]
  /** Whether it runs only when it is asked for. */
  onlyByName?: boolean
}

/** When a run of this row is cut off, in milliseconds. */
export function limitOf(scenario: Scenario, variant: Variant): number {
  return variant.limitMs ?? scenario.limitMs ?? 60_000
}

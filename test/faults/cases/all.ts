import { connections } from './connections.ts'
import { cors } from './cors.ts'
import { responses } from './responses.ts'
import { statuses } from './statuses.ts'
import { storageCodes } from './storage-codes.ts'
import type { Fault } from './scenario.ts'

/** All faults of the matrix. */
export const allFaults: readonly Fault[] = [
  ...connections,
  ...statuses,
  ...storageCodes,
  ...responses,
  ...cors,
]

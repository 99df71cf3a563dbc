import { connections } from './connections.ts'
import type { Fault } from './scenario.ts'

/** All faults of the matrix. */
export const allFaults: readonly Fault[] = [...connections]

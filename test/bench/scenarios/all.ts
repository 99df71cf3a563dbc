import type { Scenario } from '../scenario.ts'
import { faults } from './faults.ts'
import { hashLarge, hashMany } from './hashing.ts'
import { http2 } from './http2.ts'
import { hugeFile, hugeFileSent } from './huge-file.ts'
import { list10000, list10000Shipped, list2000, list2000Unstyled } from './lists.ts'
import { mixedFiles } from './mixed-files.ts'
import { oneFile } from './one-file.ts'
import { parts } from './parts.ts'
import { smallFiles } from './small-files.ts'

/** In the order in which they run. */
export const scenarios: readonly Scenario[] = [
  oneFile,
  smallFiles,
  mixedFiles,
  list2000,
  list10000,
  list10000Shipped,
  list2000Unstyled,
  parts,
  http2,
  faults,
  hashLarge,
  hashMany,
  hugeFile,
  hugeFileSent,
]

import { readFileSync } from 'node:fs'
import type { Guard } from '../guard/guard.ts'

/** A file that the store wrote itself is never skipped silently: its bytes would be swept as nobody's. */
export function readRecord<T>(path: string, guard: Guard<T>): T {
  const record: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (guard(record)) return record
  throw new Error(`${path} is not a record of this store: move it away, or empty the store's directory`)
}

import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Guard } from '../guard/guard.ts'
import { readRecord } from './read-record.ts'

/** Every record of a folder; a half-written one, left by a crash, is swept. */
export function readRecords<T>(folder: string, guard: Guard<T>): readonly T[] {
  const names = readdirSync(folder)
  for (const name of names) if (name.endsWith('.tmp')) rmSync(join(folder, name))
  return names.filter((name) => name.endsWith('.json')).map((name) => readRecord(join(folder, name), guard))
}

import { randomUUID } from 'node:crypto'
import { renameSync, rmSync, writeFileSync } from 'node:fs'

/**
 * Puts a small JSON file into place in one step. Synchronous on purpose: what is checked just before, and the index
 * that is changed just after, belong to the same instant, so two commits of one key never interleave.
 */
export function writeRecord(path: string, record: object): void {
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    writeFileSync(temporary, JSON.stringify(record))
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

import { createHash } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readRecords } from './read-records.ts'
import { isStoredObject } from './stored-object.ts'
import type { StoredObject } from './stored-object.ts'
import { writeRecord } from './write-record.ts'

export type Objects = {
  get(key: string): StoredObject | undefined
  all(): readonly StoredObject[]
  /** Returns what it replaced: the bytes of that are the caller's to remove. */
  put(object: StoredObject): StoredObject | undefined
  remove(key: string): StoredObject | undefined
}

/** One record a key, under the key's hash: a key of a kilobyte, of dots or of slashes is no file name. */
export function openObjects(folder: string): Objects {
  mkdirSync(folder, { recursive: true })
  const index = new Map(readRecords(folder, isStoredObject).map((object) => [object.key, object]))
  const path = (key: string) => join(folder, `${createHash('sha256').update(key).digest('hex')}.json`)
  return {
    get: (key) => index.get(key),
    all: () => [...index.values()],
    put(object) {
      const replaced = index.get(object.key)
      writeRecord(path(object.key), object)
      index.set(object.key, object)
      return replaced
    },
    remove(key) {
      const removed = index.get(key)
      if (removed) rmSync(path(key))
      index.delete(key)
      return removed
    },
  }
}

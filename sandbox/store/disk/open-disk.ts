import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openBucket } from './open-bucket.ts'
import type { Bucket } from './open-bucket.ts'
import { writeRecord } from './write-record.ts'

export type Disk = {
  get(name: string): Bucket | undefined
  all(): readonly Bucket[]
  create(name: string, createdAt: number): void
  remove(name: string): void
}

/** Everything the store keeps, under `directory/buckets`: the records in memory, the bytes on the disk. */
export function openDisk(directory: string): Disk {
  const root = join(directory, 'buckets')
  mkdirSync(root, { recursive: true })
  const record = (name: string) => join(root, name, 'bucket.json')
  const names = readdirSync(root).filter((name) => existsSync(record(name)))
  const buckets = new Map(names.map((name) => [name, openBucket(join(root, name))]))
  return {
    get: (name) => buckets.get(name),
    all: () => [...buckets.values()],
    create(name, createdAt) {
      rmSync(join(root, name), { recursive: true, force: true })
      mkdirSync(join(root, name))
      writeRecord(record(name), { name, createdAt, cors: [] })
      buckets.set(name, openBucket(join(root, name)))
    },
    remove(name) {
      buckets.delete(name)
      // Without its record a folder is no bucket, whatever a crash leaves of it.
      rmSync(record(name))
      rmSync(join(root, name), { recursive: true })
    },
  }
}

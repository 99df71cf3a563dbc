import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Blobs, openBlobs } from './blobs.ts'
import { type CorsRule, readRecord, readRecords, StoredBucket, StoredObject, writeRecord } from './records.ts'
import { openUploads, type Uploads } from './uploads.ts'

export type Disk = {
  get(name: string): Bucket | undefined
  all(): readonly Bucket[]
  create(name: string, createdAt: number): void
  remove(name: string): void
}

/** Opens `directory/buckets`: records are kept in memory, bytes on disk. */
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
      // Removes the record first: a folder without a record is ignored after a crash.
      rmSync(record(name))
      rmSync(join(root, name), { recursive: true })
    },
  }
}

export type Bucket = {
  info(): StoredBucket
  setCors(rules: readonly CorsRule[]): void
  objects: Objects
  uploads: Uploads
  blobs: Blobs
}

function openBucket(folder: string): Bucket {
  let info = readRecord(join(folder, 'bucket.json'), StoredBucket)
  const objects = openObjects(join(folder, 'objects'))
  const completed = objects.all().flatMap((object) => object.uploadId ?? [])
  const uploads = openUploads(join(folder, 'uploads'), new Set(completed))
  const blobs = [
    ...objects.all().flatMap((object) => object.blobs),
    ...uploads.all().flatMap((upload) => [...upload.parts.values()].map((part) => part.blob)),
  ]
  return {
    info: () => info,
    setCors(cors) {
      info = { ...info, cors }
      writeRecord(join(folder, 'bucket.json'), info)
    },
    objects,
    uploads,
    blobs: openBlobs(join(folder, 'blobs'), new Set(blobs.map((blob) => blob.name))),
  }
}

type Objects = {
  get(key: string): StoredObject | undefined
  all(): readonly StoredObject[]
  /** Returns the replaced object, whose bytes the caller removes. */
  put(object: StoredObject): StoredObject | undefined
  remove(key: string): StoredObject | undefined
}

/**
 * One record per key, named by the key's hash: keys may be too long for a file name, or consist of dots or slashes.
 */
function openObjects(folder: string): Objects {
  mkdirSync(folder, { recursive: true })
  const index = new Map(readRecords(folder, StoredObject).map((object) => [object.key, object]))
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

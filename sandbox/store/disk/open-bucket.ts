import { join } from 'node:path'
import { openBlobs } from './open-blobs.ts'
import type { Blobs } from './open-blobs.ts'
import { openObjects } from './open-objects.ts'
import type { Objects } from './open-objects.ts'
import { openUploads } from './open-uploads.ts'
import type { Uploads } from './open-uploads.ts'
import { readRecord } from './read-record.ts'
import { isStoredBucket } from './stored-bucket.ts'
import type { CorsRule, StoredBucket } from './stored-bucket.ts'
import { writeRecord } from './write-record.ts'

export type Bucket = {
  info(): StoredBucket
  setCors(rules: readonly CorsRule[]): void
  objects: Objects
  uploads: Uploads
  blobs: Blobs
}

export function openBucket(folder: string): Bucket {
  let info = readRecord(join(folder, 'bucket.json'), isStoredBucket)
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

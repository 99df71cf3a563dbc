import type { Measured } from '../body/measure.ts'
import type { StoredObject } from '../disk/stored-object.ts'
import type { Store } from '../store.ts'
import { S3Error } from '../wire/s3-error.ts'
import { checkWriteCondition } from './check-write-condition.ts'
import { findBucket } from './find-bucket.ts'

export type Draft = {
  bucket: string
  key: string
  headers: Readonly<Record<string, string>>
  /** The request's, for `If-None-Match` and `If-Match`. */
  conditions: ReadonlyMap<string, string>
}

/** Streams bytes in and makes them an object, whole or not at all. */
export async function storeObject(store: Store, draft: Draft, measured: Measured): Promise<StoredObject> {
  const bucket = findBucket(store, draft.bucket)
  // Asked twice: now, to spare the client a futile upload, and again in the instant of the commit.
  checkWriteCondition(bucket, draft.key, draft.conditions)
  const { object, replaced } = await bucket.blobs.write(measured.chunks, (name) => {
    if (store.disk.get(draft.bucket) !== bucket)
      throw new S3Error('NoSuchBucket', { BucketName: draft.bucket })
    checkWriteCondition(bucket, draft.key, draft.conditions)
    const { size, md5, checksum } = measured.digest()
    const { key, headers } = draft
    const blobs = [{ name, size }]
    const object = { key, size, etag: md5, modifiedAt: store.now(), headers, blobs, checksum }
    return { object, replaced: bucket.objects.put(object) }
  })
  await bucket.blobs.remove(replaced?.blobs ?? [])
  return object
}

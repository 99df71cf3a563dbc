import type { Operation } from '../operation.ts'
import { checkWriteCondition } from './check-write-condition.ts'
import { findBucket } from './find-bucket.ts'

/** Deleting what is not there is as good as deleting it. */
export const deleteObject: Operation = async (call, store) => {
  const bucket = findBucket(store, call.bucket)
  checkWriteCondition(bucket, call.key, call.headers)
  const removed = bucket.objects.remove(call.key)
  await bucket.blobs.remove(removed?.blobs ?? [])
  return { status: 204 }
}

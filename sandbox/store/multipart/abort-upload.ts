import type { Operation } from '../operation.ts'
import { findBucket } from '../operations/find-bucket.ts'
import { findUpload } from './find-upload.ts'

export const abortUpload: Operation = async (call, store) => {
  const bucket = findBucket(store, call.bucket)
  const { info, parts } = findUpload(bucket, call)
  bucket.uploads.remove(info.id)
  await bucket.blobs.remove([...parts.values()].map((part) => part.blob))
  return { status: 204 }
}

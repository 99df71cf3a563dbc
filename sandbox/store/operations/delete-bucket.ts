import type { Operation } from '../operation.ts'
import { S3Error } from '../wire/s3-error.ts'
import { findBucket } from './find-bucket.ts'

export const deleteBucket: Operation = (call, store) => {
  const bucket = findBucket(store, call.bucket)
  if (bucket.objects.all().length > 0) throw new S3Error('BucketNotEmpty', { BucketName: call.bucket })
  store.disk.remove(call.bucket)
  return { status: 204 }
}

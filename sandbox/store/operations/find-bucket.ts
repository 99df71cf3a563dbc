import type { Bucket } from '../disk/open-bucket.ts'
import type { Store } from '../store.ts'
import { S3Error } from '../wire/s3-error.ts'

export function findBucket(store: Store, name: string): Bucket {
  const bucket = store.disk.get(name)
  if (!bucket) throw new S3Error('NoSuchBucket', { BucketName: name })
  return bucket
}

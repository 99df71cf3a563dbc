import type { Bucket } from '../disk/open-bucket.ts'
import type { StoredObject } from '../disk/stored-object.ts'
import { S3Error } from '../wire/s3-error.ts'

export function findObject(bucket: Bucket, key: string): StoredObject {
  const object = bucket.objects.get(key)
  if (!object) throw new S3Error('NoSuchKey', { Key: key })
  return object
}

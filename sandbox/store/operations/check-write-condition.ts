import type { Bucket } from '../disk/open-bucket.ts'
import { S3Error } from '../wire/s3-error.ts'
import { checkPreconditions } from './check-preconditions.ts'

/** `If-None-Match: *` writes only a new key, `If-Match` only over (or deletes only) a known version. */
export function checkWriteCondition(bucket: Bucket, key: string, headers: ReadonlyMap<string, string>): void {
  const object = bucket.objects.get(key)
  const noneMatch = headers.get('if-none-match')
  const match = headers.get('if-match')
  if (noneMatch !== undefined && noneMatch !== '*')
    throw new S3Error('NotImplemented', { Header: 'If-None-Match' })
  if (noneMatch === '*' && object) throw new S3Error('PreconditionFailed', { Condition: 'If-None-Match' })
  if (match === undefined) return
  if (!object) throw new S3Error('NoSuchKey', { Key: key })
  checkPreconditions(object, (name) => (name === 'if-match' ? match : undefined))
}

import type { Bucket } from '../disk/disk.ts'
import type { StoredObject } from '../disk/records.ts'
import { S3Error } from '../wire/s3-error.ts'

/** Evaluates the four HTTP preconditions in the order of RFC 9110, section 13.2.2; S3's ETags are strong. */
export function checkPreconditions(
  object: StoredObject,
  header: (name: string) => string | undefined,
): 'proceed' | 'not-modified' {
  const [match, noneMatch] = [header('if-match'), header('if-none-match')]
  const modifiedAt = Math.floor(object.modifiedAt / 1000) * 1000
  const since = (name: string) => Date.parse(header(name) ?? '')
  if (match !== undefined && !includes(match, object.etag)) {
    throw new S3Error('PreconditionFailed', { Condition: 'If-Match' })
  }
  if (match === undefined && modifiedAt > since('if-unmodified-since')) {
    throw new S3Error('PreconditionFailed', { Condition: 'If-Unmodified-Since' })
  }
  if (noneMatch !== undefined) return includes(noneMatch, object.etag) ? 'not-modified' : 'proceed'
  return modifiedAt <= since('if-modified-since') ? 'not-modified' : 'proceed'
}

function includes(list: string, etag: string): boolean {
  const etags = list.split(',').map((item) => item.trim().replace(/^W\//, '').replaceAll('"', ''))
  return etags.includes('*') || etags.includes(etag)
}

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

import { readXml, requireDigest } from '../body/receive-body.ts'
import type { Operation } from '../store.ts'
import { S3Error } from '../wire/s3-error.ts'
import { findBucket } from './buckets.ts'
import { checkWriteCondition } from './conditions.ts'

/** Deleting a missing object succeeds. */
export const deleteObject: Operation = async (call, store) => {
  const bucket = findBucket(store, call.bucket)
  checkWriteCondition(bucket, call.key, call.headers)
  const removed = bucket.objects.remove(call.key)
  await bucket.blobs.remove(removed?.blobs ?? [])
  return { status: 204 }
}

const maxKeys = 1000

export const deleteObjects: Operation = async (call, store) => {
  const bucket = findBucket(store, call.bucket)
  requireDigest(call)
  const request = await readXml(call, 'Delete')
  const keys = request.all('Object').map((object) => {
    if (object.one('VersionId') !== undefined || object.one('ETag') !== undefined)
      throw new S3Error('NotImplemented')
    return object.one('Key') ?? ''
  })
  if (keys.length === 0 || keys.length > maxKeys || keys.includes('')) throw new S3Error('MalformedXML')
  for (const key of keys) await bucket.blobs.remove(bucket.objects.remove(key)?.blobs ?? [])
  const isQuiet = request.one('Quiet') === 'true'
  const xml = { DeleteResult: { Deleted: isQuiet ? [] : keys.map((key) => ({ Key: key })) } }
  return { status: 200, body: { xml } }
}

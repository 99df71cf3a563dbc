import { readXml } from '../body/read-xml.ts'
import type { Operation } from '../operation.ts'
import { S3Error } from '../wire/s3-error.ts'
import { findBucket } from './find-bucket.ts'
import { requireDigest } from './require-digest.ts'

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

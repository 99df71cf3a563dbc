import type { Measured } from '../body/measure.ts'
import { receiveBody } from '../body/receive-body.ts'
import type { StoredObject } from '../disk/records.ts'
import type { Operation, Store } from '../store.ts'
import { S3Error } from '../wire/s3-error.ts'
import { findBucket } from './buckets.ts'
import { checksumHeaders } from './checksum-output.ts'
import { checkWriteCondition } from './conditions.ts'

export const putObject: Operation = async (call, store) => {
  const { bucket, key } = call
  const draft = { bucket, key, headers: readObjectHeaders(call.headers), conditions: call.headers }
  const object = await storeObject(store, draft, receiveBody(call))
  return { status: 200, headers: { etag: `"${object.etag}"`, ...checksumHeaders(object.checksum) } }
}

type Draft = {
  bucket: string
  key: string
  headers: Readonly<Record<string, string>>
  /** The request's, for `If-None-Match` and `If-Match`. */
  conditions: ReadonlyMap<string, string>
}

/** Stores bytes as an object atomically. */
export async function storeObject(store: Store, draft: Draft, measured: Measured): Promise<StoredObject> {
  const bucket = findBucket(store, draft.bucket)
  // Checked before the upload, to fail early, and again at the commit.
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

const kept = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
  'x-amz-storage-class',
]
const maxMetadataBytes = 2048

/** The headers or form fields that are stored with an object and returned with it. */
export function readObjectHeaders(headers: ReadonlyMap<string, string>): Record<string, string> {
  const metadata = [...headers].filter(([name]) => name.startsWith('x-amz-meta-'))
  const size = Buffer.byteLength(metadata.flat().join('')) - metadata.length * 'x-amz-meta-'.length
  if (size > maxMetadataBytes)
    throw new S3Error('MetadataTooLarge', { Size: size, MaxSizeAllowed: maxMetadataBytes })
  const found = new Map([...headers].filter(([name]) => kept.includes(name)))
  // `aws-chunked` is an encoding of the transfer, not of the content.
  const encodings = (found.get('content-encoding') ?? '').split(',').map((encoding) => encoding.trim())
  found.set('content-encoding', encodings.filter((encoding) => encoding !== 'aws-chunked').join(','))
  return Object.fromEntries(
    [...found, ...metadata].filter(([name, value]) => value !== '' || !kept.includes(name)),
  )
}

import type { Call } from '../call.ts'
import type { Operation } from '../operation.ts'
import { S3Error } from '../wire/s3-error.ts'
import type { XmlTree } from '../xml/to-xml.ts'
import { checksumType } from './checksum-type.ts'
import { findBucket } from './find-bucket.ts'
import { findObject } from './find-object.ts'
import { listKeys } from './list-keys.ts'
import { readEncoding } from './read-encoding.ts'
import { readLimit } from './read-limit.ts'

/** ListObjectsV2 and its elder, which differ only in how a page points to the next. */
export const listObjects: Operation = (call, store) => {
  const bucket = findBucket(store, call.bucket)
  const listType = call.param('list-type')
  if (listType !== undefined && listType !== '2')
    throw new S3Error('InvalidArgument', { ArgumentName: 'list-type', ArgumentValue: listType })
  const isV2 = listType === '2'
  const encode = readEncoding(call)
  const encoded = (value: string | undefined) => (value === undefined ? undefined : encode(value))
  const [prefix = '', delimiter = ''] = [call.param('prefix'), call.param('delimiter')]
  const limit = readLimit('max-keys', call.param('max-keys'))
  const after = isV2 ? (readToken(call) ?? call.param('start-after')) : call.param('marker')
  const keys = bucket.objects.all().map((object) => object.key)
  const page = listKeys(keys, { prefix, delimiter, after: after ?? '', limit })
  const owner = { ID: store.keys.accessKeyId, DisplayName: store.keys.accessKeyId }
  const result: XmlTree = {
    Name: call.bucket,
    Prefix: encode(prefix),
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    MaxKeys: limit,
    EncodingType: call.param('encoding-type'),
    IsTruncated: page.next !== undefined,
    ...(isV2
      ? {
          KeyCount: page.keys.length + page.prefixes.length,
          StartAfter: encoded(call.param('start-after')),
          ContinuationToken: call.param('continuation-token'),
          NextContinuationToken: page.next && Buffer.from(page.next).toString('base64url'),
        }
      : { Marker: encode(after ?? ''), NextMarker: delimiter === '' ? undefined : encoded(page.next) }),
    Contents: page.keys.map((key) => {
      const { etag, size, modifiedAt, headers, checksum } = findObject(bucket, key)
      return {
        Key: encode(key),
        LastModified: new Date(modifiedAt).toISOString(),
        ETag: `"${etag}"`,
        ...(checksum && {
          ChecksumAlgorithm: checksum.algorithm.toUpperCase(),
          ChecksumType: checksumType(checksum),
        }),
        Size: size,
        StorageClass: headers['x-amz-storage-class'] ?? 'STANDARD',
        Owner: isV2 && call.param('fetch-owner') !== 'true' ? undefined : owner,
      }
    }),
    CommonPrefixes: page.prefixes.map((common) => ({ Prefix: encode(common) })),
  }
  return { status: 200, body: { xml: { ListBucketResult: result } } }
}

function readToken(call: Call): string | undefined {
  const token = call.param('continuation-token')
  if (token === undefined) return undefined
  const after = Buffer.from(token, 'base64url').toString()
  if (token !== '' && Buffer.from(after).toString('base64url') === token) return after
  throw new S3Error(
    'InvalidArgument',
    { ArgumentName: 'continuation-token' },
    'The continuation token provided is incorrect',
  )
}

import { isChecksumAlgorithm } from '../body/checksums.ts'
import { measure } from '../body/measure.ts'
import type { Operation } from '../store.ts'
import { parseTarget } from '../wire/request.ts'
import { S3Error } from '../wire/s3-error.ts'
import { checkPreconditions } from './conditions.ts'
import { checksumXml } from './checksum-output.ts'
import { findBucket } from './buckets.ts'
import { findObject } from './get-object.ts'
import { readObjectHeaders, storeObject } from './put-object.ts'

export const copyObject: Operation = async (call, store) => {
  const { bucket, key, headers } = call
  const from = parseTarget(
    `/${(headers.get('x-amz-copy-source') ?? '').replace(/^\//, '').replaceAll('+', '%20')}`,
  )
  if (from.query.length > 0) throw new S3Error('NotImplemented', { Header: 'x-amz-copy-source' })
  const source = findBucket(store, from.bucket)
  const object = findObject(source, from.key)
  const outcome = checkPreconditions(object, (name) => headers.get(`x-amz-copy-source-${name}`))
  if (outcome === 'not-modified')
    throw new S3Error('PreconditionFailed', { Condition: 'x-amz-copy-source-If-None-Match' })

  const directive = headers.get('x-amz-metadata-directive') ?? 'COPY'
  if (directive !== 'COPY' && directive !== 'REPLACE')
    throw new S3Error('InvalidArgument', {}, 'Unknown metadata directive.')
  if (directive === 'COPY' && from.bucket === bucket && from.key === key) {
    const message =
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes."
    throw new S3Error('InvalidRequest', {}, message)
  }
  const algorithm = headers.get('x-amz-checksum-algorithm')?.toLowerCase() ?? object.checksum?.algorithm
  if (algorithm !== undefined && !isChecksumAlgorithm(algorithm)) {
    throw new S3Error('NotImplemented', { Header: 'x-amz-checksum-algorithm' })
  }

  // Copies the bytes: the ETag of a copy is a plain MD5, also if the source was a multipart upload.
  const copied = await storeObject(
    store,
    {
      bucket,
      key,
      headers: directive === 'COPY' ? object.headers : readObjectHeaders(headers),
      conditions: headers,
    },
    measure(source.blobs.read(object.blobs, 0, object.size - 1), {
      maxSize: Infinity,
      checksum: algorithm && { algorithm, expected: () => undefined },
    }),
  )
  const xml = {
    CopyObjectResult: {
      LastModified: new Date(copied.modifiedAt).toISOString(),
      ETag: `"${copied.etag}"`,
      ...checksumXml(copied.checksum),
    },
  }
  return { status: 200, body: { xml } }
}

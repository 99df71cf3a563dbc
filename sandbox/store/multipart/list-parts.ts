import type { Operation } from '../operation.ts'
import { checksumXml } from '../operations/checksum-xml.ts'
import { findBucket } from '../operations/find-bucket.ts'
import { readEncoding } from '../operations/read-encoding.ts'
import { readLimit } from '../operations/read-limit.ts'
import { S3Error } from '../wire/s3-error.ts'
import { findUpload } from './find-upload.ts'

export const listParts: Operation = (call, store) => {
  const { info, parts } = findUpload(findBucket(store, call.bucket), call)
  const limit = readLimit('max-parts', call.param('max-parts'))
  const marker = Number(call.param('part-number-marker') ?? 0)
  if (!Number.isInteger(marker) || marker < 0) {
    throw new S3Error('InvalidArgument', {
      ArgumentName: 'part-number-marker',
      ArgumentValue: call.param('part-number-marker') ?? '',
    })
  }
  const later = [...parts.values()].filter((part) => part.number > marker).sort((a, b) => a.number - b.number)
  const page = later.slice(0, limit)
  const owner = { ID: store.keys.accessKeyId, DisplayName: store.keys.accessKeyId }
  const result = {
    Bucket: call.bucket,
    Key: readEncoding(call)(call.key),
    UploadId: info.id,
    Initiator: owner,
    Owner: owner,
    StorageClass: info.headers['x-amz-storage-class'] ?? 'STANDARD',
    ChecksumAlgorithm: info.checksum?.algorithm.toUpperCase(),
    ChecksumType: info.checksum?.type,
    PartNumberMarker: marker,
    NextPartNumberMarker: page.at(-1)?.number ?? 0,
    MaxParts: limit,
    IsTruncated: page.length > 0 && later.length > page.length,
    Part: page.map((part) => ({
      PartNumber: part.number,
      LastModified: new Date(part.modifiedAt).toISOString(),
      ETag: `"${part.etag}"`,
      Size: part.blob.size,
      ...checksumXml(part.checksum),
    })),
  }
  return { status: 200, body: { xml: { ListPartsResult: result } } }
}

import type { StoredUpload } from '../disk/records.ts'
import { findBucket } from '../operations/buckets.ts'
import { checksumXml } from '../operations/checksum-output.ts'
import { compareUtf8, readEncoding, readLimit } from '../operations/list-objects.ts'
import type { Operation } from '../store.ts'
import { S3Error } from '../wire/s3-error.ts'
import { findUpload } from './uploads.ts'

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

export const listUploads: Operation = (call, store) => {
  const bucket = findBucket(store, call.bucket)
  if (call.param('delimiter')) throw new S3Error('NotImplemented', { Parameter: 'delimiter' })
  const encode = readEncoding(call)
  const [prefix = '', keyMarker = ''] = [call.param('prefix'), call.param('key-marker')]
  // Without a key to go with it, an id marks no place.
  const idMarker = keyMarker === '' ? '' : (call.param('upload-id-marker') ?? '')
  const limit = readLimit('max-uploads', call.param('max-uploads'))
  const sorted = bucket.uploads
    .all()
    .map((upload) => upload.info)
    .filter((upload) => upload.key.startsWith(prefix))
    .sort((a, b) => compareUtf8(a.key, b.key) || a.startedAt - b.startedAt || compareUtf8(a.id, b.id))
  const later = sorted.slice(indexAfter(sorted, keyMarker, idMarker))
  const page = later.slice(0, limit)
  const last = page.at(-1)
  const isTruncated = last !== undefined && later.length > page.length
  const owner = { ID: store.keys.accessKeyId, DisplayName: store.keys.accessKeyId }
  const result = {
    Bucket: call.bucket,
    KeyMarker: encode(keyMarker),
    UploadIdMarker: idMarker,
    NextKeyMarker: isTruncated ? encode(last.key) : undefined,
    NextUploadIdMarker: isTruncated ? last.id : undefined,
    Prefix: encode(prefix),
    EncodingType: call.param('encoding-type'),
    MaxUploads: limit,
    IsTruncated: isTruncated,
    Upload: page.map((upload) => ({
      Key: encode(upload.key),
      UploadId: upload.id,
      Initiator: owner,
      Owner: owner,
      StorageClass: upload.headers['x-amz-storage-class'] ?? 'STANDARD',
      Initiated: new Date(upload.startedAt).toISOString(),
      ChecksumAlgorithm: upload.checksum?.algorithm.toUpperCase(),
      ChecksumType: upload.checksum?.type,
    })),
  }
  return { status: 200, body: { xml: { ListMultipartUploadsResult: result } } }
}

/** Behind the marked upload, or behind all of the marked key's where no upload of it is marked. */
function indexAfter(sorted: readonly StoredUpload[], keyMarker: string, idMarker: string): number {
  if (keyMarker === '') return 0
  const marked = sorted.findIndex((upload) => upload.key === keyMarker && upload.id === idMarker)
  if (marked >= 0) return marked + 1
  const next = sorted.findIndex((upload) => compareUtf8(upload.key, keyMarker) > 0)
  return next < 0 ? sorted.length : next
}

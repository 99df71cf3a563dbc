import { createHash } from 'node:crypto'
import { createChecksum, readChecksum } from '../body/checksums.ts'
import { readXml } from '../body/receive-body.ts'
import type { Blobs } from '../disk/blobs.ts'
import type { Bucket } from '../disk/disk.ts'
import type { StoredChecksum, StoredObject, StoredPart, StoredUpload } from '../disk/records.ts'
import type { Upload } from '../disk/uploads.ts'
import { findBucket } from '../operations/buckets.ts'
import { checksumType, checksumXml } from '../operations/checksum-output.ts'
import { checkWriteCondition } from '../operations/conditions.ts'
import type { AuthenticatedRequest, Operation, Store } from '../store.ts'
import type { S3Response } from '../wire/response.ts'
import { S3Error } from '../wire/s3-error.ts'
import { uriEncodePath } from '../wire/uri-encode.ts'
import { type CompletedPart, parseCompletion, selectParts } from './select-parts.ts'
import { findUpload } from './uploads.ts'

export const completeUpload: Operation = async (call, store) => {
  const bucket = findBucket(store, call.bucket)
  const completed = parseCompletion(await readXml(withoutChecksums(call), 'CompleteMultipartUpload'))
  const etag = multipartEtag(completed.map((part) => part.etag))
  const earlier = findCompleted(bucket, call, etag)
  if (earlier) return response(call, earlier)

  const upload = findUpload(bucket, call)
  const checksum = await combineChecksums(upload.info.checksum, selectParts(upload, completed), bucket.blobs)
  checkPromises(call, completed, upload, checksum)
  const object = findCompleted(bucket, call, etag) ?? (await commit(call, store, bucket, completed, checksum))
  return response(call, object)
}

/**
 * Synchronous up to `put`: the parts are checked again, because they may have changed while checksums were
 * computed.
 */
async function commit(
  call: AuthenticatedRequest,
  store: Store,
  bucket: Bucket,
  completed: readonly CompletedPart[],
  checksum: StoredObject['checksum'],
): Promise<StoredObject> {
  const { info, parts } = findUpload(findBucket(store, call.bucket), call)
  const selected = selectParts({ info, parts }, completed)
  checkWriteCondition(bucket, call.key, call.headers)
  const blobs = selected.map((part) => part.blob)
  const object = {
    key: call.key,
    size: totalSize(selected),
    etag: multipartEtag(selected.map((part) => part.etag)),
    modifiedAt: store.now(),
    headers: info.headers,
    blobs,
    checksum,
    uploadId: info.id,
  }
  const replaced = bucket.objects.put(object)
  bucket.uploads.remove(info.id)
  const unused = [...parts.values()].filter((part) => !selected.includes(part)).map((part) => part.blob)
  await bucket.blobs.remove([...unused, ...(replaced?.blobs ?? [])])
  return object
}

/** S3 repeats its response to a repeated CompleteMultipartUpload: the client may have lost the first one. */
function findCompleted(bucket: Bucket, call: AuthenticatedRequest, etag: string): StoredObject | undefined {
  const object = bucket.objects.get(call.key)
  return object?.uploadId === call.param('uploadId') && object?.etag === etag ? object : undefined
}

/** The checksum headers of this request describe the object, not the XML body. */
function withoutChecksums(call: AuthenticatedRequest): AuthenticatedRequest {
  return {
    ...call,
    headers: new Map([...call.headers].filter(([name]) => !name.startsWith('x-amz-checksum-'))),
  }
}

function checkPromises(
  call: AuthenticatedRequest,
  completed: readonly CompletedPart[],
  upload: Upload,
  checksum: StoredObject['checksum'],
): void {
  const promised = readChecksum(call.headers)
  const actual =
    checksum?.algorithm === promised?.algorithm ? checksum?.value.replace(/-\d+$/, '') : undefined
  if (promised && promised.expected() !== actual) {
    const message = `The ${promised.algorithm.toUpperCase()} you specified did not match the calculated checksum.`
    throw new S3Error('BadDigest', {}, message)
  }
  const size = call.headers.get('x-amz-mp-object-size')
  if (size !== undefined && Number(size) !== totalSize(selectParts(upload, completed))) {
    throw new S3Error(
      'InvalidRequest',
      {},
      "The provided 'x-amz-mp-object-size' header does not match what was computed.",
    )
  }
}

function totalSize(parts: readonly StoredPart[]): number {
  return parts.reduce((sum, part) => sum + part.blob.size, 0)
}

function response(call: AuthenticatedRequest, object: StoredObject): S3Response {
  const result = {
    Location: `http://${call.headers.get('host') ?? ''}/${call.bucket}/${uriEncodePath(object.key)}`,
    Bucket: call.bucket,
    Key: object.key,
    ETag: `"${object.etag}"`,
    ...checksumXml(object.checksum),
    ChecksumType: object.checksum && checksumType(object.checksum),
  }
  return { status: 200, body: { xml: { CompleteMultipartUploadResult: result } } }
}

/** Computes the object's checksum of the type that the upload was created with. */
async function combineChecksums(
  chosen: StoredUpload['checksum'],
  parts: readonly StoredPart[],
  blobs: Blobs,
): Promise<StoredChecksum | undefined> {
  if (!chosen) return undefined
  const { algorithm, type } = chosen
  const running = createChecksum(algorithm)
  switch (type) {
    case 'COMPOSITE':
      for (const part of parts) running.update(Buffer.from(part.checksum?.value ?? '', 'base64'))
      return { algorithm, value: `${running.digest().toString('base64')}-${parts.length}` }
    case 'FULL_OBJECT': {
      // CRCs can be combined without the bytes by matrix algebra; reading the bytes again is simpler.
      const files = parts.map((part) => part.blob)
      for await (const chunk of blobs.read(files, 0, Infinity)) running.update(chunk)
      return { algorithm, value: running.digest().toString('base64') }
    }
    default:
      return type satisfies never
  }
}

/** The MD5 of the parts' MD5s and the part count: the hyphen marks an ETag that is no MD5 of the content. */
function multipartEtag(etags: readonly string[]): string {
  const digests = Buffer.concat(etags.map((etag) => Buffer.from(etag, 'hex')))
  return `${createHash('md5').update(digests).digest('hex')}-${etags.length}`
}

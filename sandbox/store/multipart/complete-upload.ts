import { readChecksum } from '../body/read-checksum.ts'
import { readXml } from '../body/read-xml.ts'
import type { Call } from '../call.ts'
import type { Bucket } from '../disk/open-bucket.ts'
import type { Upload } from '../disk/open-uploads.ts'
import type { StoredObject } from '../disk/stored-object.ts'
import type { StoredPart } from '../disk/stored-part.ts'
import type { Operation } from '../operation.ts'
import { checkWriteCondition } from '../operations/check-write-condition.ts'
import { checksumType } from '../operations/checksum-type.ts'
import { checksumXml } from '../operations/checksum-xml.ts'
import { findBucket } from '../operations/find-bucket.ts'
import type { Store } from '../store.ts'
import type { Answer } from '../wire/answer.ts'
import { S3Error } from '../wire/s3-error.ts'
import { uriEncodePath } from '../wire/uri-encode-path.ts'
import { combineChecksums } from './combine-checksums.ts'
import { findUpload } from './find-upload.ts'
import { multipartEtag } from './multipart-etag.ts'
import { parseCompletion } from './parse-completion.ts'
import type { CompletedPart } from './parse-completion.ts'
import { selectParts } from './select-parts.ts'

export const completeUpload: Operation = async (call, store) => {
  const bucket = findBucket(store, call.bucket)
  const completed = parseCompletion(await readXml(withoutChecksums(call), 'CompleteMultipartUpload'))
  const etag = multipartEtag(completed.map((part) => part.etag))
  const earlier = findCompleted(bucket, call, etag)
  if (earlier) return answer(call, earlier)

  const upload = findUpload(bucket, call)
  const checksum = await combineChecksums(upload.info.checksum, selectParts(upload, completed), bucket.blobs)
  checkPromises(call, completed, upload, checksum)
  const object = findCompleted(bucket, call, etag) ?? (await commit(call, store, bucket, completed, checksum))
  return answer(call, object)
}

/** In one instant, for a part may have been replaced or the upload aborted while checksums were computed. */
async function commit(
  call: Call,
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

/** S3 answers a Complete that is sent again as it did the first time: a client may have lost the answer. */
function findCompleted(bucket: Bucket, call: Call, etag: string): StoredObject | undefined {
  const object = bucket.objects.get(call.key)
  return object?.uploadId === call.param('uploadId') && object?.etag === etag ? object : undefined
}

/** Here a checksum header speaks of the object, and not of the XML that comes with it. */
function withoutChecksums(call: Call): Call {
  return {
    ...call,
    headers: new Map([...call.headers].filter(([name]) => !name.startsWith('x-amz-checksum-'))),
  }
}

function checkPromises(
  call: Call,
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

function answer(call: Call, object: StoredObject): Answer {
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

import { randomBytes } from 'node:crypto'
import { isChecksumAlgorithm, readChecksum } from '../body/checksums.ts'
import { receiveBody } from '../body/receive-body.ts'
import type { Bucket } from '../disk/disk.ts'
import type { StoredUpload } from '../disk/records.ts'
import type { Upload } from '../disk/uploads.ts'
import { findBucket } from '../operations/buckets.ts'
import { checksumHeaders } from '../operations/checksum-output.ts'
import { readObjectHeaders } from '../operations/put-object.ts'
import type { AuthenticatedRequest, Operation } from '../store.ts'
import { S3Error } from '../wire/s3-error.ts'

/** The upload that a request names by both its id and its key. */
export function findUpload(bucket: Bucket, call: AuthenticatedRequest): Upload {
  const id = call.param('uploadId') ?? ''
  const upload = bucket.uploads.get(id)
  if (upload?.info.key !== call.key) throw new S3Error('NoSuchUpload', { UploadId: id })
  return upload
}

export const createUpload: Operation = (call, store) => {
  const bucket = findBucket(store, call.bucket)
  const id = randomBytes(32).toString('base64url')
  const { key } = call
  const checksum = readChecksumChoice(call.headers)
  bucket.uploads.create({
    id,
    key,
    startedAt: store.now(),
    headers: readObjectHeaders(call.headers),
    checksum,
  })
  return {
    status: 200,
    headers: checksum && {
      'x-amz-checksum-algorithm': checksum.algorithm.toUpperCase(),
      'x-amz-checksum-type': checksum.type,
    },
    body: { xml: { InitiateMultipartUploadResult: { Bucket: call.bucket, Key: key, UploadId: id } } },
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
function readChecksumChoice(headers: ReadonlyMap<string, string>): StoredUpload['checksum'] {
  const algorithm = headers.get('x-amz-checksum-algorithm')?.toLowerCase()
  const type = headers.get('x-amz-checksum-type')?.toUpperCase()
  if (algorithm === undefined) {
    if (type === undefined) return undefined
    throw refuse('The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.')
  }
  if (!isChecksumAlgorithm(algorithm))
    throw new S3Error('NotImplemented', { Header: 'x-amz-checksum-algorithm' })
  const chosen = type ?? (algorithm === 'crc64nvme' ? 'FULL_OBJECT' : 'COMPOSITE')
  // A CRC of the whole cannot be had from SHAs of the parts, and a CRC-64 of CRC-64s S3 does not offer.
  const isPossible = chosen === 'FULL_OBJECT' ? !algorithm.startsWith('sha') : algorithm !== 'crc64nvme'
  if ((chosen === 'FULL_OBJECT' || chosen === 'COMPOSITE') && isPossible) return { algorithm, type: chosen }
  throw refuse(`The ${chosen} checksum type cannot be used with the ${algorithm} checksum algorithm.`)
}

function refuse(message: string): S3Error {
  return new S3Error('InvalidRequest', {}, message)
}

export const uploadPart: Operation = async (call, store) => {
  if (call.headers.has('x-amz-copy-source'))
    throw new S3Error('NotImplemented', { Header: 'x-amz-copy-source' })
  const bucket = findBucket(store, call.bucket)
  const { info } = findUpload(bucket, call)
  const number = readPartNumber(call.param('partNumber'))
  const [declared, sent] = [info.checksum?.algorithm, readChecksum(call.headers)?.algorithm]
  if (declared !== undefined && sent !== undefined && declared !== sent) {
    const message = `Checksum Type mismatch occurred, expected checksum Type: ${declared}, actual checksum Type: ${sent}`
    throw new S3Error('InvalidRequest', {}, message)
  }
  const measured = receiveBody(call, declared)
  const { part, replaced } = await bucket.blobs.write(measured.chunks, (name) => {
    // The upload may have been completed or aborted, or even its bucket deleted, while the part was received.
    findUpload(findBucket(store, call.bucket), call)
    const { size, md5, checksum } = measured.digest()
    const part = { number, etag: md5, modifiedAt: store.now(), blob: { name, size }, checksum }
    return { part, replaced: bucket.uploads.putPart(info.id, part) }
  })
  if (replaced) await bucket.blobs.remove([replaced.blob])
  // Only an object has a checksum type.
  const { 'x-amz-checksum-type': _type, ...checksum } = checksumHeaders(part.checksum)
  return { status: 200, headers: { etag: `"${part.etag}"`, ...checksum } }
}

function readPartNumber(text: string | undefined): number {
  const number = Number(text)
  if (/^\d+$/.test(text ?? '') && number >= 1 && number <= 10_000) return number
  const details = { ArgumentName: 'partNumber', ArgumentValue: text ?? '' }
  throw new S3Error(
    'InvalidArgument',
    details,
    'Part number must be an integer between 1 and 10000, inclusive',
  )
}

export const abortUpload: Operation = async (call, store) => {
  const bucket = findBucket(store, call.bucket)
  const { info, parts } = findUpload(bucket, call)
  bucket.uploads.remove(info.id)
  await bucket.blobs.remove([...parts.values()].map((part) => part.blob))
  return { status: 204 }
}

import { randomBytes } from 'node:crypto'
import { isChecksumAlgorithm } from '../body/is-checksum-algorithm.ts'
import type { StoredUpload } from '../disk/stored-upload.ts'
import type { Operation } from '../operation.ts'
import { findBucket } from '../operations/find-bucket.ts'
import { readObjectHeaders } from '../operations/read-object-headers.ts'
import { S3Error } from '../wire/s3-error.ts'

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

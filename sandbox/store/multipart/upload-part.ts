import { readChecksum } from '../body/read-checksum.ts'
import { receiveBody } from '../body/receive-body.ts'
import type { Operation } from '../operation.ts'
import { checksumHeaders } from '../operations/checksum-headers.ts'
import { findBucket } from '../operations/find-bucket.ts'
import { S3Error } from '../wire/s3-error.ts'
import { findUpload } from './find-upload.ts'

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
    // The upload may have been completed or aborted, or even its bucket deleted, while the part was on its way.
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

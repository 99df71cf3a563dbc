import type { Call } from '../call.ts'
import type { Bucket } from '../disk/open-bucket.ts'
import type { Upload } from '../disk/open-uploads.ts'
import { S3Error } from '../wire/s3-error.ts'

/** The upload that a request names by both its id and its key. */
export function findUpload(bucket: Bucket, call: Call): Upload {
  const id = call.param('uploadId') ?? ''
  const upload = bucket.uploads.get(id)
  if (upload?.info.key !== call.key) throw new S3Error('NoSuchUpload', { UploadId: id })
  return upload
}

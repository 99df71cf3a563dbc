import type { Operation } from './operation.ts'
import { deleteCors } from './cors/delete-cors.ts'
import { getCors } from './cors/get-cors.ts'
import { putCors } from './cors/put-cors.ts'
import { abortUpload } from './multipart/abort-upload.ts'
import { completeUpload } from './multipart/complete-upload.ts'
import { createUpload } from './multipart/create-upload.ts'
import { listParts } from './multipart/list-parts.ts'
import { listUploads } from './multipart/list-uploads.ts'
import { uploadPart } from './multipart/upload-part.ts'
import { copyObject } from './operations/copy-object.ts'
import { createBucket } from './operations/create-bucket.ts'
import { deleteBucket } from './operations/delete-bucket.ts'
import { deleteObject } from './operations/delete-object.ts'
import { deleteObjects } from './operations/delete-objects.ts'
import { getObject } from './operations/get-object.ts'
import { headBucket } from './operations/head-bucket.ts'
import { listBuckets } from './operations/list-buckets.ts'
import { listObjects } from './operations/list-objects.ts'
import { putObject } from './operations/put-object.ts'
import { refuseUnsupported } from './operations/refuse-unsupported.ts'
import type { Incoming } from './wire/incoming.ts'
import { S3Error } from './wire/s3-error.ts'

const operations = new Map<string, Operation>([
  ['GET SERVICE', listBuckets],
  ['PUT BUCKET', createBucket],
  ['HEAD BUCKET', headBucket],
  ['GET BUCKET', listObjects],
  ['DELETE BUCKET', deleteBucket],
  ['PUT BUCKET cors', putCors],
  ['GET BUCKET cors', getCors],
  ['DELETE BUCKET cors', deleteCors],
  ['GET BUCKET uploads', listUploads],
  ['POST BUCKET delete', deleteObjects],
  ['PUT OBJECT', putObject],
  ['PUT OBJECT copy', copyObject],
  ['GET OBJECT', getObject],
  ['HEAD OBJECT', getObject],
  ['DELETE OBJECT', deleteObject],
  ['POST OBJECT uploads', createUpload],
  ['PUT OBJECT uploadId', uploadPart],
  ['GET OBJECT uploadId', listParts],
  ['POST OBJECT uploadId', completeUpload],
  ['DELETE OBJECT uploadId', abortUpload],
])

/** The operation that a method, a path and a query name together. */
export function route(incoming: Incoming): Operation {
  const { method, bucket, key, headers } = incoming
  refuseUnsupported(headers, incoming.query)
  const subresource = ['cors', 'delete', 'uploads', 'uploadId'].find(
    (name) => incoming.param(name) !== undefined,
  )
  // A part's number without its upload must not pass for a plain object.
  if (subresource !== 'uploadId' && incoming.param('partNumber') !== undefined) {
    throw new S3Error('NotImplemented', { Parameter: 'partNumber' })
  }
  const resource = bucket === '' ? 'SERVICE' : key === '' ? 'BUCKET' : 'OBJECT'
  const isCopy = method === 'PUT' && subresource === undefined && headers.has('x-amz-copy-source')
  const suffix = subresource ?? (isCopy ? 'copy' : undefined)
  const operation = operations.get([method, resource, suffix].filter((word) => word !== undefined).join(' '))
  if (operation) return operation
  throw new S3Error('MethodNotAllowed', {
    Method: method,
    ResourceType: subresource?.toUpperCase() ?? resource,
  })
}

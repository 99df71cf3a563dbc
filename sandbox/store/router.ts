import { deleteCors, getCors, preflight, putCors } from './cors.ts'
import { postObject } from './form/post-object.ts'
import { completeUpload } from './multipart/complete-upload.ts'
import { listParts, listUploads } from './multipart/listings.ts'
import { abortUpload, createUpload, uploadPart } from './multipart/uploads.ts'
import { createBucket, deleteBucket, headBucket, listBuckets } from './operations/buckets.ts'
import { copyObject } from './operations/copy-object.ts'
import { deleteObject, deleteObjects } from './operations/delete-objects.ts'
import { getObject } from './operations/get-object.ts'
import { listObjects } from './operations/list-objects.ts'
import { putObject } from './operations/put-object.ts'
import { refuseUnsupported } from './operations/refuse-unsupported.ts'
import { authenticate } from './signature/authenticate.ts'
import type { Operation, Store } from './store.ts'
import type { S3Request } from './wire/request.ts'
import type { S3Response } from './wire/response.ts'
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

/** Finds the operation by method, path and query. */
function route(incoming: S3Request): Operation {
  const { method, bucket, key, headers } = incoming
  refuseUnsupported(headers, incoming.query)
  const subresource = ['cors', 'delete', 'uploads', 'uploadId'].find(
    (name) => incoming.param(name) !== undefined,
  )
  // A part number without an upload id must not select an object operation.
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

/** Handles a request. Preflights are not signed, and forms contain a signed policy. */
export async function handle(incoming: S3Request, store: Store): Promise<S3Response> {
  const { method, bucket, key } = incoming
  if (method === 'OPTIONS') return preflight(incoming, store)
  const isForm = method === 'POST' && bucket !== '' && key === '' && incoming.query.length === 0
  if (isForm) return postObject(incoming, store)
  const call = { ...incoming, ...authenticate(incoming, store.keys, store.now()) }
  return route(incoming)(call, store)
}

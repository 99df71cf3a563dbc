import type { Operation } from '../operation.ts'
import { findBucket } from '../operations/find-bucket.ts'
import { S3Error } from '../wire/s3-error.ts'

export const getCors: Operation = (call, store) => {
  const { cors } = findBucket(store, call.bucket).info()
  if (cors.length === 0) throw new S3Error('NoSuchCORSConfiguration', { BucketName: call.bucket })
  const rules = cors.map((rule) => ({
    ID: rule.id,
    AllowedOrigin: rule.origins,
    AllowedMethod: rule.methods,
    AllowedHeader: rule.headers,
    ExposeHeader: rule.exposed,
    MaxAgeSeconds: rule.maxAgeSeconds,
  }))
  return { status: 200, body: { xml: { CORSConfiguration: { CORSRule: rules } } } }
}

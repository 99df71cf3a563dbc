import type { Operation } from '../operation.ts'
import { findBucket } from './find-bucket.ts'

export const headBucket: Operation = (call, store) => {
  findBucket(store, call.bucket)
  return { status: 200, headers: { 'x-amz-bucket-region': store.keys.region } }
}

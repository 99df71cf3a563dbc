import type { Operation } from '../operation.ts'
import { findBucket } from '../operations/find-bucket.ts'

export const deleteCors: Operation = (call, store) => {
  findBucket(store, call.bucket).setCors([])
  return { status: 204 }
}

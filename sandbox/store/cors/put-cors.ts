import { readXml } from '../body/read-xml.ts'
import type { Operation } from '../operation.ts'
import { findBucket } from '../operations/find-bucket.ts'
import { requireDigest } from '../operations/require-digest.ts'
import { parseCors } from './parse-cors.ts'

export const putCors: Operation = async (call, store) => {
  const bucket = findBucket(store, call.bucket)
  requireDigest(call)
  bucket.setCors(parseCors(await readXml(call, 'CORSConfiguration')))
  return { status: 200 }
}

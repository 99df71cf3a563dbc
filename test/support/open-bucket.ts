import { atEnd } from './at-end.ts'
import { openS3Endpoint, type S3Endpoint, type StoreFaults } from './s3-endpoint.ts'

/** The store under test and a new bucket, for the tests of a file. */
export async function openBucket(faults?: StoreFaults): Promise<S3Endpoint & { bucket: string }> {
  const store = await openS3Endpoint(faults)
  atEnd(() => store.close())
  return { ...store, bucket: await store.createBucket() }
}

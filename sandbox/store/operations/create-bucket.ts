import { readXml } from '../body/read-xml.ts'
import type { Operation } from '../operation.ts'
import { S3Error } from '../wire/s3-error.ts'

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const validName = /^(?!.*\.\.)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/

export const createBucket: Operation = async (call, store) => {
  const { region } = store.keys
  if (!validName.test(call.bucket)) throw new S3Error('InvalidBucketName', { BucketName: call.bucket })
  if (Number(call.headers.get('content-length') ?? 0) > 0) {
    const wanted = (await readXml(call, 'CreateBucketConfiguration')).one('LocationConstraint') ?? region
    if (wanted !== region) throw new S3Error('InvalidLocationConstraint', { LocationConstraint: wanted })
  }
  const location = { status: 200, headers: { location: `/${call.bucket}` } }
  if (!store.disk.get(call.bucket)) {
    store.disk.create(call.bucket, store.now())
    return location
  }
  // us-east-1, the oldest region, lets an owner create a bucket twice; the others do not.
  if (region === 'us-east-1') return location
  throw new S3Error('BucketAlreadyOwnedByYou', { BucketName: call.bucket })
}

import { readXml } from '../body/receive-body.ts'
import type { Bucket } from '../disk/disk.ts'
import type { Operation, Store } from '../store.ts'
import { S3Error } from '../wire/s3-error.ts'

export function findBucket(store: Store, name: string): Bucket {
  const bucket = store.disk.get(name)
  if (!bucket) throw new S3Error('NoSuchBucket', { BucketName: name })
  return bucket
}

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
  // In us-east-1, creating an own bucket again succeeds; in other regions it fails.
  if (region === 'us-east-1') return location
  throw new S3Error('BucketAlreadyOwnedByYou', { BucketName: call.bucket })
}

export const headBucket: Operation = (call, store) => {
  findBucket(store, call.bucket)
  return { status: 200, headers: { 'x-amz-bucket-region': store.keys.region } }
}

export const listBuckets: Operation = (_call, store) => {
  const buckets = store.disk.all().map((bucket) => bucket.info())
  const sorted = buckets.sort((a, b) => (a.name < b.name ? -1 : 1))
  const xml = {
    ListAllMyBucketsResult: {
      Owner: { ID: store.keys.accessKeyId, DisplayName: store.keys.accessKeyId },
      Buckets: {
        Bucket: sorted.map(({ name, createdAt }) => ({
          Name: name,
          CreationDate: new Date(createdAt).toISOString(),
        })),
      },
    },
  }
  return { status: 200, body: { xml } }
}

export const deleteBucket: Operation = (call, store) => {
  const bucket = findBucket(store, call.bucket)
  if (bucket.objects.all().length > 0) throw new S3Error('BucketNotEmpty', { BucketName: call.bucket })
  store.disk.remove(call.bucket)
  return { status: 204 }
}

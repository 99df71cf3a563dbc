import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutBucketCorsCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { startStore, type StoreOptions } from '../../sandbox/store/start-store.ts'

/** A store to test against. */
export type S3Endpoint = {
  endpoint: string
  region: string
  credentials: { accessKeyId: string; secretAccessKey: string }
  /** Path style, no checksums of its own. */
  s3: S3Client
  /** A new bucket whose CORS rules allow all origins; deleted by `close`. */
  createBucket(): Promise<string>
  close(): Promise<void>
}

/** Faults of the sandbox's store. */
export type StoreFaults = Pick<StoreOptions, 'acceptsTruncatedBodies'>

/**
 * The store that `S3_ENDPOINT`, `S3_ACCESS_KEY`, `S3_SECRET_KEY` and `S3_REGION` name; without them the sandbox's own in
 * a directory that is removed on `close`. Buckets' names begin with `S3_BUCKET`. With faults, it is always the sandbox's.
 */
export async function openS3Endpoint(faults?: StoreFaults): Promise<S3Endpoint> {
  const { endpoint, region, credentials, stop } = await (faults ? startOwnStore(faults) : findStore())
  const s3 = new S3Client({
    endpoint,
    region,
    credentials,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const buckets: string[] = []
  return {
    endpoint,
    region,
    credentials,
    s3,
    async createBucket() {
      const bucket = `${process.env['S3_BUCKET'] ?? 'test'}-${crypto.randomUUID()}`
      await s3.send(new CreateBucketCommand({ Bucket: bucket }))
      buckets.push(bucket)
      const rule = {
        AllowedOrigins: ['*'],
        AllowedMethods: ['PUT', 'POST', 'GET', 'HEAD', 'DELETE'],
        AllowedHeaders: ['*'],
        ExposeHeaders: ['ETag'],
        MaxAgeSeconds: 600,
      }
      await s3.send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration: { CORSRules: [rule] } }))
      return bucket
    },
    async close() {
      if (stop === undefined) for (const bucket of buckets) await removeBucket(s3, bucket)
      s3.destroy()
      await stop?.()
    },
  }
}

async function findStore() {
  const given = process.env['S3_ENDPOINT']
  const region = process.env['S3_REGION'] ?? 'us-east-1'
  if (given) {
    const accessKeyId = process.env['S3_ACCESS_KEY']
    const secretAccessKey = process.env['S3_SECRET_KEY']
    if (!accessKeyId || !secretAccessKey) throw new Error('S3_ENDPOINT needs S3_ACCESS_KEY and S3_SECRET_KEY')
    return { endpoint: given, region, credentials: { accessKeyId, secretAccessKey }, stop: undefined }
  }
  return startOwnStore({ region })
}

async function startOwnStore({ region = 'us-east-1', ...faults }: StoreFaults & { region?: string }) {
  const directory = await mkdtemp(join(tmpdir(), 'react-presigned-store-'))
  const credentials = { accessKeyId: 'test-access', secretAccessKey: 'test-secret' }
  const store = await startStore({ directory, region, ...credentials, ...faults })
  const stop = async () => {
    await store.close()
    await rm(directory, { recursive: true, force: true })
  }
  return { endpoint: store.url, region, credentials, stop }
}

async function removeBucket(s3: S3Client, Bucket: string): Promise<void> {
  const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket }))
  for (const { Key, UploadId } of Uploads) {
    await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
  }
  for (;;) {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }))
    if (Contents.length === 0) break
    await Promise.all(Contents.map(({ Key }) => s3.send(new DeleteObjectCommand({ Bucket, Key }))))
  }
  await s3.send(new DeleteBucketCommand({ Bucket }))
}

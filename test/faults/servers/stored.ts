import { createHash } from 'node:crypto'
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3'

/** What a bucket holds. */
export type Stored = {
  /** SHA-256 digests of the files, in lower-case hex. */
  digests: readonly string[]
  /** Keys of the files. */
  keys: readonly string[]
  /** Number of multipart uploads that are open. */
  uploads: number
}

// Records of the API, and what a worker has written about a file.
const ownKeys = /^(wires\/assured\/records|frames)\//

/** Reads the files of a bucket. */
export async function readStored(s3: S3Client, bucket: string): Promise<Stored> {
  const keys = (await allKeys(s3, bucket)).filter((key) => !ownKeys.test(key))
  const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket: bucket }))
  const digests = await Promise.all(keys.map((key) => digestOf(s3, bucket, key)))
  return { keys, digests, uploads: Uploads.length }
}

/** Removes what a bucket holds. */
export async function emptyBucket(s3: S3Client, bucket: string): Promise<void> {
  const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket: bucket }))
  for (const { Key, UploadId } of Uploads) {
    await s3.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }))
  }
  for (const Key of await allKeys(s3, bucket)) {
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }))
  }
}

async function allKeys(s3: S3Client, bucket: string): Promise<readonly string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }))
  return Contents.flatMap(({ Key }) => Key ?? [])
}

async function digestOf(s3: S3Client, bucket: string, key: string): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
  return createHash('sha256')
    .update((await Body?.transformToByteArray()) ?? '')
    .digest('hex')
}

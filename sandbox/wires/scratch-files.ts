import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Runs a task with a temporary directory. */
export async function withScratch<T>(use: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'react-presigned-'))
  try {
    return await use(directory)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Uploads a local file to the bucket. */
export async function sendFile(
  s3: S3Client,
  file: { path: string; size: number; contentType: string },
  to: { bucket: string; key: string },
): Promise<void> {
  await s3.send(
    new PutObjectCommand({
      Bucket: to.bucket,
      Key: to.key,
      Body: createReadStream(file.path),
      ContentLength: file.size,
      ContentType: file.contentType,
    }),
  )
}

import { createReadStream } from 'node:fs'
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'

/** Streams a file of this machine into the bucket. */
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

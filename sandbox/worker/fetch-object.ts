import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'

/** Streams an object into a file. */
export async function fetchObject(
  s3: S3Client,
  from: { bucket: string; key: string },
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const command = new GetObjectCommand({ Bucket: from.bucket, Key: from.key })
  const { Body } = await s3.send(command, { abortSignal: signal })
  if (!(Body instanceof Readable)) throw new Error('The store answered without a body')
  await pipeline(Body, createWriteStream(path), { signal })
}

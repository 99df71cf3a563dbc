import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { UploadError } from '../../src/errors.ts'
import type { FrameWriter } from '../../src/server/index.ts'
import { probeVideo } from './probe-video.ts'
import { planFrames, readFrames } from './read-frames.ts'

/** Options of `processVideo`. */
type ProcessVideoOptions = {
  s3: S3Client
  bucket: string
  writer: FrameWriter
  ffmpeg: string
  /** Maximum frames of the video. */
  maxFrames: number
  /** Whether the file still exists: it may be deleted while it is processed. */
  isThere: () => Promise<boolean>
  signal: AbortSignal
}

/** Extracts and stores the frames of a video one by one. Stops silently if the file is deleted. */
export async function processVideo(fileId: string, options: ProcessVideoOptions): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'react-presigned-'))
  try {
    await writeFrames(fileId, join(directory, 'video'), options)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

async function writeFrames(fileId: string, path: string, options: ProcessVideoOptions): Promise<void> {
  const { s3, bucket, writer, ffmpeg, signal } = options
  // Downloads the whole file first, so that a network error is not mistaken for a corrupted video.
  await fetchObject(s3, { bucket, key: fileId }, path, signal)
  const { stream, ...seen } = await probeVideo(ffmpeg, path, signal)
  const plan = planFrames(seen.duration, options.maxFrames)
  const planned = plan.times.length
  await writer.begin(fileId, { frameCount: planned, video: { ...seen, frameCount: planned } })

  let frameCount = 0
  for await (const { atSeconds, bytes } of readFrames({ ffmpeg, path, stream, plan, signal })) {
    if (!(await options.isThere())) return
    await writer.putFrame(fileId, frameCount++, atSeconds, bytes)
  }
  if (frameCount === 0) {
    const message = 'No frame of the video can be read: it is damaged or incomplete. Upload another copy.'
    throw new UploadError('processing-failed', message)
  }
  await writer.complete(fileId, { frameCount })
}

/** Downloads an object to a file. */
async function fetchObject(
  s3: S3Client,
  from: { bucket: string; key: string },
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const command = new GetObjectCommand({ Bucket: from.bucket, Key: from.key })
  const { Body } = await s3.send(command, { abortSignal: signal })
  if (!(Body instanceof Readable)) throw new Error('The store’s response has no body')
  await pipeline(Body, createWriteStream(path), { signal })
}

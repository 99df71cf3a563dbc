import type { S3Client } from '@aws-sdk/client-s3'
import { UploadError } from '../../src/errors.ts'
import { fileKindOf } from '../../src/model/file-kind.ts'
import { readManifest, removeFrames } from '../../src/server/frames.ts'
import { createFrameWriter } from '../../src/server/index.ts'
import { createStore, type Store } from '../../src/server/s3-store.ts'
import { findFfmpeg } from './ffmpeg.ts'
import { createJobQueue } from './job-queue.ts'
import { processVideo } from './process-video.ts'
import { withDeadline } from './with-deadline.ts'

/** Options of `createWorker`. */
export type WorkerOptions = {
  s3: S3Client
  bucket: string
  /** Videos processed in parallel. @default 1 */
  concurrency?: number
  /** Maximum frames of a video; those of a longer video are spaced wider. @default 60 */
  maxFrames?: number
  /** Timeout of a video in milliseconds. @default ten minutes */
  timeoutMs?: number
  /** Path of the ffmpeg executable. @default findFfmpeg */
  ffmpeg?: () => Promise<string>
  /** Called with failures that the video did not cause. @default console.error */
  onError?: (error: unknown) => void
}

/** Extracts frames of videos. */
export type Worker = {
  /** Queues a video; idempotent. */
  process(fileId: string): void
  /** Waits until the queue is empty. */
  idle(): Promise<void>
  /** Aborts the running jobs; unfinished videos stay `processing` in the store. */
  close(): Promise<void>
}

/** Starts a worker that extracts frames of videos in the bucket and stores them there. */
export function createWorker(options: WorkerOptions): Worker {
  const { s3, bucket, concurrency = 1, maxFrames = 60, timeoutMs = 600_000 } = options
  const { ffmpeg = findFfmpeg, onError = (error) => console.error(error) } = options
  const store = createStore(s3, bucket)
  const writer = createFrameWriter({ s3, bucket })
  const isThere = async (fileId: string) => (await store.head(fileId)) !== undefined

  async function take(fileId: string, signal: AbortSignal): Promise<void> {
    if (!(await isThere(fileId)) || (await isFinished(fileId))) return
    try {
      await withDeadline(timeoutMs, tooSlow, signal, async (deadline) => {
        const there = () => isThere(fileId)
        const found = await ffmpeg()
        await processVideo(fileId, {
          s3,
          bucket,
          writer,
          ffmpeg: found,
          maxFrames,
          isThere: there,
          signal: deadline,
        })
      })
    } catch (error) {
      // Closed while processing: the next start resumes the video.
      if (signal.aborted) return
      if (await isThere(fileId)) await giveUp(fileId, error)
    }
    // The file was deleted while it was processed: frames written since are orphaned.
    if (!(await isThere(fileId))) await removeFrames(store, fileId)
  }

  async function isFinished(fileId: string): Promise<boolean> {
    const said = await readManifest(store, fileId)
    return said !== undefined && said.manifest.status !== 'processing'
  }

  async function giveUp(fileId: string, error: unknown): Promise<void> {
    if (error instanceof UploadError && error.code.startsWith('processing-')) {
      return writer.fail(fileId, error.message)
    }
    onError(error)
    await writer.fail(
      fileId,
      'The video could not be processed because of a fault of the server. Upload it again.',
    )
  }

  const queue = createJobQueue(concurrency, async (fileId, signal) => {
    await take(fileId, signal).catch((error: unknown) => {
      if (!signal.aborted) onError(error)
    })
  })
  return { process: queue.add, idle: queue.idle, close: queue.close }
}

function tooSlow(): UploadError {
  const message = 'Processing took too long and was stopped. Upload a shorter or smaller video.'
  return new UploadError('processing-timeout', message)
}

/** The ids of unfinished videos among the objects under a prefix. */
export async function* unfinishedVideos(
  s3: S3Client,
  bucket: string,
  prefix: string,
): AsyncGenerator<string> {
  const store = createStore(s3, bucket)
  let after: string | undefined
  do {
    const { keys, hasMore } = await store.list(prefix, { after })
    for (const key of keys) if (await isUnfinished(store, key)) yield key
    after = hasMore ? keys.at(-1) : undefined
  } while (after !== undefined)
}

async function isUnfinished(store: Store, key: string): Promise<boolean> {
  const object = await store.head(key)
  if (object === undefined || fileKindOf(object.contentType) !== 'video') return false
  const said = await readManifest(store, key)
  return said === undefined || said.manifest.status === 'processing'
}

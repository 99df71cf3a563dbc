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

/** What `createWorker` takes. */
export type WorkerOptions = {
  s3: S3Client
  bucket: string
  /** Videos at once. @default 1 */
  lanes?: number
  /** Most pictures of one video; a longer video's are spaced wider. @default 60 */
  mostFrames?: number
  /** Milliseconds for one video. @default ten minutes */
  timeoutMs?: number
  /** Which ffmpeg. @default findFfmpeg */
  ffmpeg?: () => Promise<string>
  /** Learns what failed here and not in the video. @default console.error */
  onError?: (error: unknown) => void
}

/** A worker that takes pictures of videos. */
export type Worker = {
  /** Queues a video. Telling it twice does no harm. */
  process(fileId: string): void
  /** Waits until nothing is left to do. */
  idle(): Promise<void>
  /** Ends what runs; what is unfinished stays `processing` in the store. */
  close(): Promise<void>
}

/** Starts a worker that takes pictures of videos in the bucket, and writes them there. */
export function createWorker(options: WorkerOptions): Worker {
  const { s3, bucket, lanes = 1, mostFrames = 60, timeoutMs = 600_000 } = options
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
          mostFrames,
          isThere: there,
          signal: deadline,
        })
      })
    } catch (error) {
      // Closed midway: the next start goes on.
      if (signal.aborted) return
      if (await isThere(fileId)) await giveUp(fileId, error)
    }
    // Deleted midway, perhaps between two looks: what was written since belongs to nobody.
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

  const queue = createJobQueue(lanes, async (fileId, signal) => {
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

/** Ids of the videos that no worker has finished, among the objects under a prefix. */
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

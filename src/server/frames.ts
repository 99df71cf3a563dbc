import type { S3Client } from '@aws-sdk/client-s3'
import * as z from 'zod/mini'
import type { VideoMetadata } from '../model/remote-file.ts'
import { isFileId } from './file-id.ts'
import { mapConcurrent } from '../lib/map-concurrent.ts'
import { createStore, type Store } from './s3-store.ts'

// The frames of a file are the objects `frames/<file id>/NNNNNN-<milliseconds>.jpg`, beside a `manifest.json`.

const maxIndex = 999_999
const removeConcurrency = 32

/** Prefix of the keys of a file's frames. */
export function framesPrefix(fileId: string): string {
  return `frames/${fileId}/`
}

/** The key of one frame. */
function frameKey(fileId: string, index: number, atSeconds: number): string {
  if (!Number.isInteger(index) || index < 0 || index > maxIndex) {
    throw new RangeError(`The index of a frame must be an integer from 0 to ${maxIndex}, not ${index}`)
  }
  if (!Number.isFinite(atSeconds) || atSeconds < 0) {
    throw new RangeError(`The time of a frame must be a number of seconds, 0 or more, not ${atSeconds}`)
  }
  return `${framesPrefix(fileId)}${String(index).padStart(6, '0')}-${Math.round(atSeconds * 1000)}.jpg`
}

/** Parses the key of a frame; `undefined` for any other key. */
export function parseFrameKey(fileId: string, key: string): { index: number; atSeconds: number } | undefined {
  const match = /^(\d{6})-(\d+)\.jpg$/.exec(key.slice(framesPrefix(fileId).length))
  if (match === null) return undefined
  return { index: Number(match[1]), atSeconds: Number(match[2]) / 1000 }
}

const Count = z.int().check(z.nonnegative())

const FramesManifest = z.object({
  status: z.enum(['processing', 'completed', 'failed']),
  /** How many frames there are or will be. */
  frameCount: Count,
  /** Why processing failed; shown to the user. */
  error: z.optional(z.string()),
  video: z.optional(
    z.object({
      fps: z.optional(z.number()),
      duration: z.optional(z.number()),
      frameCount: z.optional(Count),
      width: z.optional(Count),
      height: z.optional(Count),
    }),
  ),
})
/** What a worker reports about a file. */
type FramesManifest = z.infer<typeof FramesManifest>

function manifestKey(fileId: string): string {
  return `${framesPrefix(fileId)}manifest.json`
}

/** Reads a file's manifest and its time; `undefined` before the worker's first report. */
export async function readManifest(
  store: Store,
  fileId: string,
  signal?: AbortSignal,
): Promise<{ manifest: FramesManifest; updatedAt?: Date | undefined } | undefined> {
  const stored = await store.read(manifestKey(fileId), signal)
  if (stored === undefined) return undefined
  return { manifest: FramesManifest.parse(JSON.parse(stored.text)), updatedAt: stored.updatedAt }
}

/**
 * Removes the frames and the manifest of a file. It sends one request per object and not `DeleteObjects`, for which
 * the SDK sends a checksum that many stores do not support.
 *
 * @see https://github.com/aws/aws-sdk-js-v3/issues/6810
 */
export async function removeFrames(store: Store, fileId: string): Promise<void> {
  let after: string | undefined
  do {
    const { keys, hasMore } = await store.list(framesPrefix(fileId), { after })
    await mapConcurrent(removeConcurrency, keys, (key) => store.remove(key))
    after = hasMore ? keys.at(-1) : undefined
  } while (after !== undefined)
}

/** Any other id could name the frames of several files: `begin('uploads')` would remove those of all owners. */
function assertFileId(fileId: string): void {
  if (!isFileId(fileId))
    throw new TypeError('The frame writer needs the id of a file that the upload handler created')
}

/** Reports the progress of a worker that processes files. */
export type FrameWriter = {
  /**
   * Starts processing: the file becomes `processing`. Removes the frames of an earlier run, so that a job can be
   * repeated, but not run twice at the same time.
   */
  begin(fileId: string, info: { frameCount: number; video?: VideoMetadata | undefined }): Promise<void>
  /**
   * Stores a JPEG.
   *
   * @param index position among the frames, from 0 to 999,999
   * @param atSeconds time in the video in seconds; stored in whole milliseconds
   * @throws RangeError
   */
  putFrame(fileId: string, index: number, atSeconds: number, bytes: Uint8Array): Promise<void>
  /** Ends processing: all frames are stored, and the file becomes `completed`. */
  complete(fileId: string, info: { frameCount: number }): Promise<void>
  /** Processing failed: the file becomes `failed`. The message is shown to its owner. */
  fail(fileId: string, message: string): Promise<void>
}

/**
 * Writes frames and status where `createUploadHandler` reads them. Every method rejects with an `UploadError`
 * (`server-error`) if the store fails, and with a `TypeError` for an id that the handler cannot have created.
 *
 * @example
 * const writer = createFrameWriter({ s3, bucket: 'uploads' })
 * await writer.begin(file.id, { frameCount: 2, video: { duration: 8.5 } })
 * await writer.putFrame(file.id, 0, 0, first)
 * await writer.putFrame(file.id, 1, 4, second)
 * await writer.complete(file.id, { frameCount: 2 })
 */
export function createFrameWriter(options: { s3: S3Client; bucket: string }): FrameWriter {
  const store = createStore(options.s3, options.bucket)

  const writeManifest = async (fileId: string, manifest: FramesManifest) => {
    assertFileId(fileId)
    await store.write(manifestKey(fileId), 'application/json', JSON.stringify(manifest))
  }

  const currentManifest = async (fileId: string) => {
    const stored = await readManifest(store, fileId)
    return stored?.manifest ?? { frameCount: 0 }
  }

  return {
    async begin(fileId, { frameCount, video }) {
      assertFileId(fileId)
      await removeFrames(store, fileId)
      await writeManifest(fileId, { status: 'processing', frameCount, video })
    },
    async putFrame(fileId, index, atSeconds, bytes) {
      const key = frameKey(fileId, index, atSeconds)
      assertFileId(fileId)
      await store.write(key, 'image/jpeg', bytes)
    },
    async complete(fileId, { frameCount }) {
      await writeManifest(fileId, { ...(await currentManifest(fileId)), status: 'completed', frameCount })
    },
    async fail(fileId, message) {
      await writeManifest(fileId, { ...(await currentManifest(fileId)), status: 'failed', error: message })
    },
  }
}

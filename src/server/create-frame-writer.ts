import type { S3Client } from '@aws-sdk/client-s3'
import type { VideoMetadata } from '../model/remote-file.ts'
import { frameKey, manifestKey } from './frames-layout.ts'
import type { FramesManifest } from './frames-manifest.ts'
import { readManifest } from './read-manifest.ts'
import { removeFrames } from './remove-frames.ts'
import { createStore } from './store.ts'

/** What a worker of the application says of a file that it processes. */
export type FrameWriter = {
  /** Processing began. Removes what an earlier run left, so a job may run twice, one run after the other. */
  begin(fileId: string, about: { frameCount: number; video?: VideoMetadata }): Promise<void>
  /**
   * Stores a JPEG.
   *
   * @param index place among the frames, from 0 to 999,999
   * @param atSeconds where in the video it was taken; kept in whole milliseconds
   * @throws RangeError
   */
  putFrame(fileId: string, index: number, atSeconds: number, bytes: Uint8Array): Promise<void>
  /** Every frame is there: the file becomes `completed`. */
  complete(fileId: string, about: { frameCount: number }): Promise<void>
  /** Processing failed: the file becomes `failed`. The message is for its owner to read. */
  fail(fileId: string, message: string): Promise<void>
}

/**
 * Writes frames and progress where `createUploadHandler` reads them. Every method fails with an `UploadError`
 * (`server-error`) where the store does.
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

  const write = (fileId: string, manifest: FramesManifest) =>
    store.write(manifestKey(fileId), 'application/json', JSON.stringify(manifest))

  const soFar = async (fileId: string) => {
    const read = await readManifest(store, fileId)
    return read?.manifest ?? { frameCount: 0 }
  }

  return {
    async begin(fileId, { frameCount, video }) {
      await removeFrames(store, fileId)
      await write(fileId, { status: 'processing', frameCount, video })
    },
    async putFrame(fileId, index, atSeconds, bytes) {
      await store.write(frameKey(fileId, index, atSeconds), 'image/jpeg', bytes)
    },
    async complete(fileId, { frameCount }) {
      await write(fileId, { ...(await soFar(fileId)), status: 'completed', frameCount })
    },
    async fail(fileId, message) {
      await write(fileId, { ...(await soFar(fileId)), status: 'failed', error: message })
    },
  }
}

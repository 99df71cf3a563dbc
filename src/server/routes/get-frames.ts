import type { WireFrames } from '../../backends/s3/wire.ts'
import { UploadError } from '../../errors.ts'
import type { VideoFrame } from '../../model/video-frames.ts'
import type { RequestContext } from '../request-context.ts'
import { expiryIn } from '../expiry.ts'
import { frameOfKey, framesPrefix } from '../frames-layout.ts'
import { jsonResponse } from '../json-response.ts'
import { idOf, requireOwnedFile } from '../require-owned-file.ts'
import { readManifest } from '../read-manifest.ts'
import { createFrameSigner } from '../sign-frames.ts'

/**
 * `GET frames`: those that are there so far, with URLs. A file that no worker processes answers 409 `unsupported`, one
 * whose processing failed 409 `processing-failed` with the worker's sentence.
 */
export async function getFrames(call: RequestContext): Promise<Response> {
  const { request, settings } = call
  const file = await requireOwnedFile(call, idOf(call))
  const manifest = (await readManifest(settings.store, file.id, request.signal))?.manifest
  if (manifest === undefined && !settings.isProcessed?.(file)) {
    throw new UploadError('unsupported', 'No frames are taken from this file. Ask for frames of videos only.')
  }
  if (manifest?.status === 'failed') {
    const message = manifest.error ?? 'The file could not be processed. Upload it again or choose another.'
    throw new UploadError('processing-failed', message)
  }
  const { expiresAt, ...expiry } = expiryIn(settings.downloadUrlTtl)
  const frames = await readFrames(call, file.id, expiry)
  return jsonResponse({
    fileId: file.id,
    frameCount: manifest?.frameCount ?? frames.length,
    frames,
    urlExpiresAt: expiresAt,
    complete: manifest?.status === 'completed',
  } satisfies WireFrames)
}

async function readFrames(
  { request, settings }: RequestContext,
  fileId: string,
  expiry: { signingDate: Date; expiresIn: number },
): Promise<VideoFrame[]> {
  const sign = createFrameSigner(settings.signer, settings.bucket, expiry)
  const byIndex = new Map<number, VideoFrame>()
  let after: string | undefined
  do {
    const { keys, hasMore } = await settings.store.list(framesPrefix(fileId), { after }, request.signal)
    for (const key of keys) {
      const frame = frameOfKey(fileId, key)
      if (frame) byIndex.set(frame.index, { ...frame, url: await sign(key) })
    }
    after = hasMore ? keys.at(-1) : undefined
  } while (after !== undefined)
  return [...byIndex.values()]
}

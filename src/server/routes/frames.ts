import type { WireFrames } from '../../backends/s3/wire-files.ts'
import { UploadError } from '../../errors.ts'
import type { VideoFrame } from '../../model/video-frames.ts'
import { framesPrefix, parseFrameKey, readManifest } from '../frames.ts'
import type { RequestContext } from '../options.ts'
import { requireId, requireOwnedFile } from '../owned-file.ts'
import { createFrameSigner } from '../presign-frames.ts'
import { signatureLifetime, type SignatureLifetime } from '../presign.ts'
import { jsonResponse } from '../responses.ts'

/**
 * `GET frames`: the frames so far, with URLs. A file that no worker processes responds with 409 `unsupported`, one
 * whose
 * processing failed with 409 `processing-failed` and the worker's message.
 */
export async function getFrames(context: RequestContext): Promise<Response> {
  const { request, settings } = context
  const file = await requireOwnedFile(context, requireId(context))
  const manifest = (await readManifest(settings.store, file.id, request.signal))?.manifest
  if (manifest === undefined && !settings.isProcessed?.(file)) {
    throw new UploadError('unsupported', 'This file has no frames. Request frames of videos only.')
  }
  if (manifest?.status === 'failed') {
    const message = manifest.error ?? 'The file could not be processed. Upload it again or choose another.'
    throw new UploadError('processing-failed', message)
  }
  const lifetime = signatureLifetime(settings.downloadUrlTtl)
  const frames = await readFrames(context, file.id, lifetime)
  return jsonResponse({
    fileId: file.id,
    frameCount: manifest?.frameCount ?? frames.length,
    frames,
    urlExpiresAt: lifetime.expiresAt,
    complete: manifest?.status === 'completed',
  } satisfies WireFrames)
}

async function readFrames(
  { request, settings }: RequestContext,
  fileId: string,
  { signingDate, expiresIn }: SignatureLifetime,
): Promise<VideoFrame[]> {
  const sign = createFrameSigner(settings.signer, settings.bucket, { signingDate, expiresIn })
  const byIndex = new Map<number, VideoFrame>()
  let after: string | undefined
  do {
    const { keys, hasMore } = await settings.store.list(framesPrefix(fileId), { after }, request.signal)
    for (const key of keys) {
      const frame = parseFrameKey(fileId, key)
      if (frame) byIndex.set(frame.index, { ...frame, url: await sign(key) })
    }
    after = hasMore ? keys.at(-1) : undefined
  } while (after !== undefined)
  return [...byIndex.values()]
}

import * as z from 'zod/mini'
import type { WireFrames } from '../../backends/s3/wire-files.ts'
import { UploadError } from '../../errors.ts'
import type { VideoFrame } from '../../model/video-frames.ts'
import { framesPrefix, parseFrameKey, readManifest } from '../frames.ts'
import type { RequestContext } from '../options.ts'
import { incompleteError, requireId, requireOwnedFile } from '../owned-file.ts'
import { createFrameSigner } from '../presign-frames.ts'
import { signatureLifetime, type SignatureLifetime } from '../presign.ts'
import { parseInput } from '../request-body.ts'
import { jsonResponse } from '../responses.ts'

const Cursor = z.optional(z.string().check(z.regex(/^\d{6}$/)))

/**
 * `GET frames`: up to 1000 of the frames so far, with URLs; the cursor is the index of the last one. A file that no worker
 * processes responds with 409 `unsupported`, one whose processing failed with 409 `processing-failed` and the worker's
 * message.
 */
export async function getFrames(context: RequestContext): Promise<Response> {
  const { query, request, settings } = context
  const { cursor } = parseInput(z.object({ cursor: Cursor }), { cursor: query.get('cursor') || undefined })
  const file = await requireOwnedFile(context, requireId(context))
  const manifest = (await readManifest(settings.store, file.id, request.signal))?.manifest
  if (manifest === undefined && !settings.isProcessed?.(file)) {
    throw new UploadError('unsupported', 'This file has no frames. Request frames of videos only.')
  }
  const incomplete = incompleteError(file)
  if (incomplete) throw new UploadError('processing-failed', incomplete.message)
  if (manifest?.status === 'failed') {
    const message = manifest.error ?? 'The file could not be processed. Upload it again or choose another.'
    throw new UploadError('processing-failed', message)
  }
  const lifetime = await signatureLifetime(settings.signer, settings.downloadUrlTtl)
  const { frames, nextCursor } = await readFrames(context, file.id, cursor, lifetime)
  return jsonResponse({
    fileId: file.id,
    frameCount: manifest?.frameCount ?? frames.length,
    frames,
    urlExpiresAt: lifetime.expiresAt,
    complete: manifest?.status === 'completed',
    nextCursor,
  } satisfies WireFrames)
}

async function readFrames(
  { request, settings }: RequestContext,
  fileId: string,
  cursor: string | undefined,
  { signingDate, expiresIn }: SignatureLifetime,
): Promise<{ frames: VideoFrame[]; nextCursor: string | undefined }> {
  const sign = createFrameSigner(settings.signer, settings.bucket, { signingDate, expiresIn })
  const prefix = framesPrefix(fileId)
  // Keys are `NNNNNN-<milliseconds>.jpg`, and `.` sorts after `-`.
  const after = cursor && `${prefix}${cursor}.`
  const { keys, hasMore } = await settings.store.list(prefix, { after }, request.signal)
  const byIndex = new Map<number, VideoFrame>()
  for (const key of keys) {
    const frame = parseFrameKey(fileId, key)
    if (frame) byIndex.set(frame.index, { ...frame, url: await sign(key) })
  }
  const frames = [...byIndex.values()]
  const last = hasMore ? frames.at(-1) : undefined
  return { frames, nextCursor: last && String(last.index).padStart(6, '0') }
}

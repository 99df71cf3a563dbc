import { fileKindOf } from '../../../src/model/file-kind.ts'
import { signatureLifetime } from '../../../src/server/presign.ts'
import { parseFrameKey, framesPrefix } from '../../../src/server/frames.ts'
import { jsonResponse } from '../../../src/server/responses.ts'
import { createFrameSigner } from '../../../src/server/presign-frames.ts'
import type { Call } from './call.ts'
import { ownRecord } from './own-record.ts'
import { processingState } from './processing-state.ts'
import { refuse } from './refuse.ts'

/** `GET /v2/files/{id}/frames`: 400 for what is no video, 409 for a video whose frames are not all there. */
export async function getFrames(call: Call, id: string): Promise<Response> {
  const record = await ownRecord(call, id)
  if (fileKindOf(record.contentType) !== 'video') return refuse(400, 'The file is not a video.')
  const { status, error } = await processingState(call.store, record)
  if (status !== 'completed') {
    const message = error ?? `The frames are not there yet: processing is ${status}.`
    return refuse(409, message, { details: { processing_status: status } })
  }
  const { store, s3, bucket, settings } = call
  const sign = createFrameSigner(s3, bucket, signatureLifetime(settings.aymaraUrlForSeconds))
  // A worker takes far fewer pictures than the thousand keys of one page.
  const { keys } = await store.list(framesPrefix(record.key), {})
  const frames = keys.filter((key) => parseFrameKey(record.key, key) !== undefined)
  const urls = await Promise.all(frames.map(sign))
  return jsonResponse({ file_uuid: record.id, frame_count: urls.length, frame_urls: urls })
}

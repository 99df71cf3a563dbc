import { fileKindOf } from '../../../src/model/file-kind.ts'
import { framesPrefix, parseFrameKey } from '../../../src/server/frames.ts'
import { mapConcurrent } from '../../../src/lib/map-concurrent.ts'
import { createFrameSigner } from '../../../src/server/presign-frames.ts'
import { signatureLifetime } from '../../../src/server/presign.ts'
import { jsonResponse } from '../../../src/server/responses.ts'
import { ErrorResponse } from '../respond.ts'
import type { Call } from './call.ts'
import { describeFile, fileTypeOf } from './describe-file.ts'
import { refuse } from './errors.ts'
import { ownRecord, processingState, settle } from './file-record.ts'

const maxPageSize = 1000

/** `GET /v2/files`: newest first, without URLs. */
export async function listFiles(call: Call, request: Request): Promise<Response> {
  const query = new URL(request.url).searchParams
  const type = query.get('file_type')
  const workspace = query.get('workspace_uuid')
  const limit = readCount(query, 'limit', { min: 1, max: maxPageSize, defaultValue: 100 })
  const offset = readCount(query, 'offset', { min: 0, max: Number.MAX_SAFE_INTEGER, defaultValue: 0 })
  if (type !== null && !['image', 'video', 'text', 'document'].includes(type)) {
    return refuse(422, 'file_type must be image, video, text or document.')
  }
  const matching = call.records
    .all()
    .filter(
      (record) =>
        record.deletedAt === undefined &&
        (type === null || fileTypeOf(record.contentType) === type) &&
        (workspace === null || record.workspace === workspace),
    )
  const items = await mapConcurrent(16, matching.slice(offset, offset + limit), async (record) =>
    describeFile(call, await settle(call, record), { withUrl: false }),
  )
  return jsonResponse({ items, count: matching.length })
}

function readCount(
  query: URLSearchParams,
  name: string,
  { min, max, defaultValue }: { min: number; max: number; defaultValue: number },
): number {
  const text = query.get(name)
  if (text === null) return defaultValue
  const count = Number(text)
  if (/^\d+$/.test(text) && count >= min && count <= max) return count
  throw new ErrorResponse(refuse(422, `${name} must be a whole number from ${min} to ${max}.`))
}

/** `GET /v2/files/{id}/frames`: 400 for other files than videos, 409 for an incomplete video. */
export async function getFrames(call: Call, id: string): Promise<Response> {
  const record = await ownRecord(call, id)
  if (fileKindOf(record.contentType) !== 'video') return refuse(400, 'The file is not a video.')
  const { status, error } = await processingState(call.store, record)
  if (status !== 'completed') {
    const message = error ?? `The frames are not there yet: processing is ${status}.`
    return refuse(409, message, { details: { processing_status: status } })
  }
  const { store, s3, bucket, settings } = call
  const sign = createFrameSigner(s3, bucket, await signatureLifetime(s3, settings.aymaraUrlForSeconds))
  // A worker stores far fewer frames than the 1000 keys of a page.
  const { keys } = await store.list(framesPrefix(record.key), {})
  const frames = keys.filter((key) => parseFrameKey(record.key, key) !== undefined)
  const urls = await Promise.all(frames.map(sign))
  return jsonResponse({ file_uuid: record.id, frame_count: urls.length, frame_urls: urls })
}

import { mapConcurrent } from '../../../src/server/map-concurrent.ts'
import { jsonResponse } from '../../../src/server/responses.ts'
import { Refusal } from '../refusal.ts'
import type { Call } from './call.ts'
import { describeFile, fileTypeOf } from './describe-file.ts'
import { refuse } from './refuse.ts'
import { settle } from './settle.ts'

const mostPerPage = 1000

/** `GET /v2/files`: newest first, without URLs. */
export async function listFiles(call: Call, request: Request): Promise<Response> {
  const query = new URL(request.url).searchParams
  const type = query.get('file_type')
  const workspace = query.get('workspace_uuid')
  const limit = readCount(query, 'limit', { least: 1, most: mostPerPage, byDefault: 100 })
  const offset = readCount(query, 'offset', { least: 0, most: Number.MAX_SAFE_INTEGER, byDefault: 0 })
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
  { least, most, byDefault }: { least: number; most: number; byDefault: number },
): number {
  const text = query.get(name)
  if (text === null) return byDefault
  const count = Number(text)
  if (/^\d+$/.test(text) && count >= least && count <= most) return count
  throw new Refusal(refuse(422, `${name} must be a whole number from ${least} to ${most}.`))
}

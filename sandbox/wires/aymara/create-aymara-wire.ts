import { fileKindOf } from '../../../src/model/file-kind.ts'
import { emptyResponse, jsonResponse } from '../../../src/server/responses.ts'
import { createJobQueue } from '../../worker/job-queue.ts'
import { createRouter } from '../respond.ts'
import { openRecords } from '../open-records.ts'
import type { Wire, WireContext } from '../wire.ts'
import { authorize, refuse } from './errors.ts'
import type { Call } from './call.ts'
import { createFiles, uploadFile } from './create-files.ts'
import { describeFile, remotePathOf } from './describe-file.ts'
import { fetchFile } from './fetch-file.ts'
import { FileRecord, ownRecord, processingState, settle } from './file-record.ts'
import { getFrames, listFiles } from './read-files.ts'

const path = '/aymara'

/** Aymara's file API. */
export async function createAymaraWire(context: WireContext): Promise<Wire> {
  const records = await openRecords(context.store, 'wires/aymara/records/', FileRecord)
  const fetches = createJobQueue(2, (id, signal) => fetchFile(call, id, signal))
  const call: Call = { ...context, records, fetchLater: fetches.add }

  return {
    path,
    handle: createRouter({
      path,
      authorize,
      refuse,
      routes: [
        { method: 'POST', pattern: /^\/v2\/files$/, handle: (request) => createFiles(call, request) },
        { method: 'GET', pattern: /^\/v2\/files$/, handle: (request) => listFiles(call, request) },
        {
          method: 'POST',
          pattern: /^\/v2\/files\/-\/uploads$/,
          handle: (request) => uploadFile(call, request),
        },
        { method: 'GET', pattern: /^\/v2\/files\/([^/]+)$/, handle: (_, id) => getFile(call, id) },
        { method: 'DELETE', pattern: /^\/v2\/files\/([^/]+)$/, handle: (_, id) => deleteFile(call, id) },
        { method: 'GET', pattern: /^\/v2\/files\/([^/]+)\/status$/, handle: (_, id) => getStatus(call, id) },
        { method: 'GET', pattern: /^\/v2\/files\/([^/]+)\/frames$/, handle: (_, id) => getFrames(call, id) },
      ],
    }),
    async resume() {
      for (const record of records.all()) {
        if (record.deletedAt !== undefined) continue
        if (record.from === 'remote' && record.size === undefined) fetches.add(record.id)
        const { size, contentType, key } = await settle(call, record)
        // The worker skips finished videos.
        if (size !== undefined && fileKindOf(contentType) === 'video') call.processVideo(key)
      }
    },
    close: fetches.close,
  }
}

async function getFile(call: Call, id: string): Promise<Response> {
  return jsonResponse(await describeFile(call, await ownRecord(call, id), { withUrl: true }))
}

async function getStatus(call: Call, id: string): Promise<Response> {
  const record = await ownRecord(call, id)
  const { status, error, updatedAt } = await processingState(call.store, record)
  return jsonResponse({
    file_uuid: record.id,
    processing_status: status,
    error_message: error ?? null,
    remote_file_path: status === 'completed' ? remotePathOf(record) : null,
    created_at: record.createdAt,
    updated_at: updatedAt,
  })
}

/** A soft delete: the content stays, and signed URLs work until they expire. */
async function deleteFile(call: Call, id: string): Promise<Response> {
  const record = await ownRecord(call, id)
  const now = new Date().toISOString()
  await call.records.put({ ...record, deletedAt: now, updatedAt: now })
  return emptyResponse()
}

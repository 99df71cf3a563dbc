import { STATUS_CODES } from 'node:http'
import * as z from 'zod/mini'
import { mapConcurrent } from '../../../src/lib/map-concurrent.ts'
import { emptyResponse, jsonResponse } from '../../../src/server/responses.ts'
import { createJobQueue } from '../../worker/job-queue.ts'
import { openRecords, type Records } from '../open-records.ts'
import { bearerOf, type JsonIssue, readJson } from '../read-json.ts'
import { createRouter, ErrorResponse } from '../respond.ts'
import { sandboxKeys } from '../sandbox-keys.ts'
import { signUpload } from '../signed-urls.ts'
import type { Wire, WireContext } from '../wire.ts'
import { FileRecord, keyOf, verifyUpload } from './file-record.ts'

const path = '/perseus'

const CreateRequest = z.object({
  name: z.string().check(z.minLength(1)),
  sourceHash: z.string().check(z.regex(/^[\da-f]{64}$/)),
})
const FindRequest = z.object({
  ids: z.optional(z.array(z.string())),
  sourceHashes: z.optional(z.array(z.string())),
})

type Call = WireContext & { records: Records<FileRecord>; verifyLater(id: string): void }

/** Perseus' file API. */
export async function createPerseusWire(context: WireContext): Promise<Wire> {
  const records = await openRecords(context.store, 'wires/perseus/records/', FileRecord)
  const checks = createJobQueue(1, (id, signal) => verifyUpload(context, records, id, signal))
  const call: Call = { ...context, records, verifyLater: checks.add }

  return {
    path,
    handle: createRouter({
      path,
      authorize,
      refuse,
      routes: [
        { method: 'POST', pattern: /^\/api\/v0\/file$/, handle: (request) => createFile(call, request) },
        { method: 'POST', pattern: /^\/api\/v0\/file\/find$/, handle: (request) => findFiles(call, request) },
        { method: 'DELETE', pattern: /^\/api\/v0\/file\/([^/]+)$/, handle: (_, id) => deleteFile(call, id) },
      ],
    }),
    close: checks.close,
  }
}

function authorize(request: Request): void {
  if (bearerOf(request) !== sandboxKeys.perseus.apiKey) {
    throw new ErrorResponse(refuse(401, 'The API key is missing or not valid.'))
  }
}

/** 409 for a known hash in any status: to upload again, delete the file first. */
async function createFile(call: Call, request: Request): Promise<Response> {
  const read = await readJson(request, CreateRequest)
  if ('issues' in read) return refuseIssues(read.issues)
  const { name, sourceHash } = read.data
  const { records, settings, s3, bucket } = call
  if (records.all().some((record) => record.sourceHash === sourceHash)) {
    return refuse(409, 'There is a file with this content.')
  }
  const now = Date.now()
  const record: FileRecord = {
    id: crypto.randomUUID(),
    name,
    sourceHash,
    status: 'pending',
    createdAt: new Date(now).toISOString(),
    uploadUntil: new Date(now + settings.uploadForSeconds * 1000).toISOString(),
  }
  await records.put(record)
  const uploadUrl = await signUpload(s3, { bucket, key: keyOf(record) }, settings.uploadForSeconds)
  return jsonResponse({ file: toWire(record), uploadUrl }, 201)
}

/** Each list filters the files; without lists, all files are returned. */
async function findFiles(call: Call, request: Request): Promise<Response> {
  const read = await readJson(request, FindRequest)
  if ('issues' in read) return refuseIssues(read.issues)
  const { ids, sourceHashes } = read.data
  const found = call.records
    .all()
    .filter(
      ({ id, sourceHash }) => (ids?.includes(id) ?? true) && (sourceHashes?.includes(sourceHash) ?? true),
    )
  const files = await mapConcurrent(16, found, async (record) => toWire(await lookAt(call, record)))
  return jsonResponse({ files })
}

/** Uploads are not confirmed: reading a file checks the store. An upload that expired has failed. */
async function lookAt(call: Call, record: FileRecord): Promise<FileRecord> {
  if (record.status !== 'pending') return record
  if ((await call.store.head(keyOf(record))) !== undefined) {
    call.verifyLater(record.id)
    return record
  }
  return record.uploadUntil < new Date().toISOString() ? { ...record, status: 'failed' } : record
}

async function deleteFile({ records, store }: Call, id: string): Promise<Response> {
  const record = records.get(id)
  if (record === undefined) return refuse(404, `There is no file ${id}.`)
  await records.remove(id)
  await store.remove(keyOf(record))
  return emptyResponse()
}

function toWire({ id, name, status, createdAt }: FileRecord): object {
  return { id, name, status, createdAt }
}

/** An error in Perseus' format; its client reads `message`. */
function refuse(status: number, message: string): Response {
  return jsonResponse({ statusCode: status, error: STATUS_CODES[status] ?? 'Error', message }, status)
}

/** A validation error. */
function refuseIssues(issues: readonly JsonIssue[]): Response {
  const [first] = issues
  const where = first?.path.join('.') || 'The body'
  return refuse(400, `${where} is ${first?.problem === 'missing' ? 'missing' : 'not what it should be'}.`)
}

import * as z from 'zod/mini'
import { fileKindOf } from '../../../src/model/file-kind.ts'
import type { FileStatus } from '../../../src/model/file-status.ts'
import type { VideoMetadata } from '../../../src/model/remote-file.ts'
import { createFileId } from '../../../src/server/file-id.ts'
import { readManifest } from '../../../src/server/frames.ts'
import type { Store } from '../../../src/server/s3-store.ts'
import { isUnknownType, safeName, typeOfName } from '../file-names.ts'
import { ErrorResponse } from '../respond.ts'
import type { Call } from './call.ts'
import { refuse } from './errors.ts'

/** A file's record. */
export const FileRecord = z.object({
  /** Its `file_uuid`. */
  id: z.string(),
  /** Where its bytes lie, or will. */
  key: z.string(),
  name: z.string(),
  contentType: z.string(),
  from: z.enum(['local', 'remote', 'upload']),
  /** The path or address that the client named. */
  original: z.nullable(z.string()),
  workspace: z.nullable(z.string()),
  /** Absent until the bytes were seen. */
  size: z.optional(z.number()),
  /** Why it could not be fetched. */
  error: z.optional(z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
  deletedAt: z.optional(z.string()),
})
/** A file's record. */
export type FileRecord = z.infer<typeof FileRecord>

/** Where Aymara's bytes lie. */
const objectsPrefix = 'wires/aymara/objects/'

/** Creates the record of a file whose bytes have yet to come. */
export function newRecord(about: {
  from: FileRecord['from']
  path: string
  original: string | null
  contentType: string | null | undefined
  workspace: string | null
}): FileRecord {
  const id = crypto.randomUUID()
  const name = safeName(about.path)
  const now = new Date().toISOString()
  return {
    id,
    key: createFileId(`${objectsPrefix}${id}/`, name, Date.now()),
    name,
    contentType: about.contentType || typeOfName(name),
    from: about.from,
    original: about.original,
    workspace: about.workspace,
    createdAt: now,
    updatedAt: now,
  }
}

/** The file of an id, as it is now; a deleted one is not there. */
export async function ownRecord(call: Call, id: string): Promise<FileRecord> {
  const record = call.records.get(id)
  if (record === undefined || record.deletedAt !== undefined) {
    throw new ErrorResponse(refuse(404, `There is no file ${id}.`))
  }
  return settle(call, record)
}

/** Checks whether the bytes of a signed upload have arrived, as there is no confirm call. A video then goes to the worker. */
export async function settle(call: Call, record: FileRecord): Promise<FileRecord> {
  if (record.from !== 'local' || record.size !== undefined) return record
  const object = await call.store.head(record.key)
  if (object === undefined) return record
  return arrived(call, record, object)
}

/** Keeps that the bytes are there. */
export async function arrived(
  call: Call,
  record: FileRecord,
  object: { size: number; contentType: string },
): Promise<FileRecord> {
  const contentType = isUnknownType(record.contentType) ? object.contentType : record.contentType
  const settled = { ...record, contentType, size: object.size, updatedAt: new Date().toISOString() }
  await call.records.put(settled)
  if (fileKindOf(contentType) === 'video') call.processVideo(record.key)
  return settled
}

/** Where a file is. */
type ProcessingState = {
  status: FileStatus
  error?: string | undefined
  video?: VideoMetadata | undefined
  updatedAt: string
}

/**
 * A file's status. A local file that is not a video is `completed` immediately, before its content is uploaded, as
 * the vendor documents.
 */
export async function processingState(store: Store, record: FileRecord): Promise<ProcessingState> {
  const { updatedAt, error } = record
  if (error !== undefined) return { status: 'failed', error, updatedAt }
  if (record.from === 'remote' && record.size === undefined) return { status: 'pending', updatedAt }
  if (fileKindOf(record.contentType) !== 'video') return { status: 'completed', updatedAt }
  const said = record.size === undefined ? undefined : await readManifest(store, record.key)
  if (said === undefined) return { status: 'pending', updatedAt }
  const { status, error: reason, video } = said.manifest
  const later = said.updatedAt?.toISOString() ?? updatedAt
  return { status, error: reason, video, updatedAt: later > updatedAt ? later : updatedAt }
}

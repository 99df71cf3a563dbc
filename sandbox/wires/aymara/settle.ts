import { fileKindOf } from '../../../src/model/file-kind.ts'
import { isUnknownType } from '../type-of-name.ts'
import type { Call } from './call.ts'
import type { FileRecord } from './file-record.ts'

/** Looks whether the bytes of a signed upload have come: nobody confirms them. A video then goes to the worker. */
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

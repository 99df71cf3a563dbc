import { Refusal } from '../refusal.ts'
import type { Call } from './call.ts'
import type { FileRecord } from './file-record.ts'
import { refuse } from './refuse.ts'
import { settle } from './settle.ts'

/** The file of an id, as it is now; a deleted one is not there. */
export async function ownRecord(call: Call, id: string): Promise<FileRecord> {
  const record = call.records.get(id)
  if (record === undefined || record.deletedAt !== undefined) {
    throw new Refusal(refuse(404, `There is no file ${id}.`))
  }
  return settle(call, record)
}

import { safeName } from '../safe-name.ts'
import { typeOfName } from '../type-of-name.ts'
import type { FileRecord } from './file-record.ts'

/** Where Aymara's bytes lie. */
const objectsPrefix = 'wires/aymara/objects/'

/** Mints the record of a file whose bytes have yet to come. */
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
    key: `${objectsPrefix}${id}/${name}`,
    name,
    contentType: about.contentType || typeOfName(name),
    from: about.from,
    original: about.original,
    workspace: about.workspace,
    createdAt: now,
    updatedAt: now,
  }
}

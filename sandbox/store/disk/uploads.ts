import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readRecord, readRecords, StoredPart, StoredUpload, writeRecord } from './records.ts'

export type Upload = { info: StoredUpload; parts: ReadonlyMap<number, StoredPart> }

export type Uploads = {
  get(id: string): Upload | undefined
  all(): readonly Upload[]
  create(info: StoredUpload): void
  /** Returns the replaced part; `undefined` also if the upload no longer exists. */
  putPart(id: string, part: StoredPart): StoredPart | undefined
  remove(id: string): void
}

/** One folder per upload and one record per part, so that storing a part does not rewrite the others' records. */
export function openUploads(folder: string, completed: ReadonlySet<string>): Uploads {
  mkdirSync(folder, { recursive: true })
  const index = new Map<string, { info: StoredUpload; parts: Map<number, StoredPart> }>()
  for (const id of readdirSync(folder)) {
    const info = join(folder, id, 'upload.json')
    // After a crash between writing the object's record and removing the upload, the parts belong to the object.
    if (completed.has(id) || !existsSync(info)) rmSync(join(folder, id), { recursive: true })
    else index.set(id, { info: readRecord(info, StoredUpload), parts: readParts(join(folder, id, 'parts')) })
  }
  return {
    get: (id) => index.get(id),
    all: () => [...index.values()],
    create(info) {
      mkdirSync(join(folder, info.id, 'parts'), { recursive: true })
      writeRecord(join(folder, info.id, 'upload.json'), info)
      index.set(info.id, { info, parts: new Map() })
    },
    putPart(id, part) {
      const parts = index.get(id)?.parts
      if (!parts) return undefined
      const replaced = parts.get(part.number)
      writeRecord(join(folder, id, 'parts', `${part.number}.json`), part)
      parts.set(part.number, part)
      return replaced
    },
    remove(id) {
      if (index.delete(id)) rmSync(join(folder, id), { recursive: true })
    },
  }
}

function readParts(folder: string): Map<number, StoredPart> {
  return new Map(readRecords(folder, StoredPart).map((part) => [part.number, part]))
}

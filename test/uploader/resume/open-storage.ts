import type { ResumableRecord, UploadStorage } from '../../../src/uploader/resume/record.ts'

/** A storage in memory, with its records by id. */
export function openStorage() {
  const records = new Map<string, ResumableRecord>()
  const storage: UploadStorage = {
    get: async (id) => records.get(id),
    set: async (record) => void records.set(record.id, record),
    delete: async (id) => void records.delete(id),
    list: async () => [...records.values()],
  }
  return { records, storage }
}

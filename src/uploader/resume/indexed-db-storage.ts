import { createStore, del, get, set, values } from 'idb-keyval'
import { parseRecord } from './parse-record.ts'
import type { UploadStorage } from './resumable.ts'

/**
 * Keeps records in IndexedDB, in a database of their own. Touches nothing before the first call, so that servers can
 * make one. Rejects where IndexedDB is missing or refuses; whoever uploads goes on without.
 *
 * @param name of the database. Give each person who shares a browser profile one of their own. @default 'react-presigned'
 */
export function indexedDbStorage(name = 'react-presigned'): UploadStorage {
  const store = createStore(name, 'uploads')
  return {
    get: async (id) => parseRecord(await get(id, store)),
    async set(record) {
      try {
        await set(record.id, record, store)
      } catch (error) {
        // Not every browser that has file handles lets them be stored.
        if (!record.handle) throw error
        await set(record.id, { ...record, handle: undefined }, store)
      }
    },
    delete: async (id) => del(id, store),
    list: async () => (await values(store)).flatMap((kept) => parseRecord(kept) ?? []),
  }
}

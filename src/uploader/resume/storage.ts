import { createStore, del, get, set, values } from 'idb-keyval'
import { withTimeoutFallback } from '../../lib/timeout-fallback.ts'
import { parseRecord, type UploadStorage } from './record.ts'

/** Stores records in an IndexedDB database of that name. Rejects where IndexedDB is missing or blocked. */
export function openIndexedDb(name: string): UploadStorage {
  const store = createStore(name, 'uploads')
  return {
    get: async (id) => parseRecord(await get(id, store)),
    async set(record) {
      try {
        await set(record.id, record, store)
      } catch (error) {
        // Not every browser that has file handles can store them.
        if (!record.handle) throw error
        await set(record.id, { ...record, handle: undefined }, store)
      }
    },
    delete: async (id) => del(id, store),
    list: async () => (await values(store)).flatMap((stored) => parseRecord(stored) ?? []),
  }
}

// IndexedDB may neither succeed nor fail until the page is reloaded: https://bugs.webkit.org/show_bug.cgi?id=226547
const timeoutMs = 3_000

/** A storage that neither rejects nor hangs: a record that can't be read is missing. */
export function withTimeouts(storage: UploadStorage): UploadStorage {
  return {
    get: (id) => withTimeoutFallback(() => storage.get(id), undefined, timeoutMs),
    set: (record) => withTimeoutFallback(() => storage.set(record), undefined, timeoutMs),
    delete: (id) => withTimeoutFallback(() => storage.delete(id), undefined, timeoutMs),
    list: () => withTimeoutFallback(() => storage.list(), [], timeoutMs),
  }
}

import { loadChunk } from '../../lib/load-chunk.ts'
import type { UploadStorage } from './record.ts'

/** Loads the code of resumable uploads. */
export const loadResumeCode = () => loadChunk(() => import('./resume-store.ts'))

/**
 * Stores interrupted uploads in IndexedDB, in a database of its own. Nothing is loaded or opened before the first call, so
 * it can be created on a server.
 *
 * @param name of the database. Use one per user where several share a browser profile. @default 'react-presigned'
 */
export function indexedDbStorage(name = 'react-presigned'): UploadStorage {
  let opened: UploadStorage | undefined
  async function open() {
    const { openIndexedDb } = await loadResumeCode()
    return (opened ??= openIndexedDb(name))
  }
  return {
    get: async (id) => (await open()).get(id),
    set: async (record) => (await open()).set(record),
    delete: async (id) => (await open()).delete(id),
    list: async () => (await open()).list(),
  }
}

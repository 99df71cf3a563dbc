import type { Backend } from '../../backends/backend.ts'
import { loadChunk } from '../../lib/load-chunk.ts'
import type { ResumableRecord, UploadStorage } from './record.ts'
import type { ResumeStore } from './resume-store.ts'

const load = () => loadChunk(() => import('./resume-store.ts'))

/** A `ResumeStore` whose code is loaded with the first call. Without a storage, nothing is loaded or stored. */
export function createResumeStore(storage: UploadStorage | undefined): ResumeStore {
  let opened: ResumeStore | undefined
  async function open(storage: UploadStorage): Promise<ResumeStore> {
    const chunk = await load()
    return (opened ??= chunk.createResumeStore(storage))
  }
  if (!storage) {
    return {
      lock: async () => 'missing',
      findAndLock: async () => undefined,
      begin: async () => undefined,
      list: async () => [],
      subscribe: () => () => undefined,
    }
  }
  return {
    lock: async (id) => (await open(storage)).lock(id),
    findAndLock: async (...options) => (await open(storage)).findAndLock(...options),
    begin: async (...options) => (await open(storage)).begin(...options),
    async list() {
      // Like a storage that can't be read; the next notification reads the list again.
      const store = await open(storage).catch(() => undefined)
      return store ? store.list() : []
    },
    subscribe(listener) {
      let unsubscribe: (() => void) | undefined
      let isSubscribed = true
      open(storage)
        .then((store) => {
          if (isSubscribed) unsubscribe = store.subscribe(listener)
        })
        // The call that needs the records fails with the reason.
        .catch(() => undefined)
      return () => {
        isSubscribed = false
        unsubscribe?.()
      }
    },
  }
}

/** Discards an interrupted upload: aborts it at the store, then deletes its record. */
export async function discardResumable(store: ResumeStore, backend: Backend, id: string): Promise<void> {
  const chunk = await load()
  await chunk.discardResumable(store, backend, id)
}

/** The file that a record was made of: `chosen`, or opened by its handle. */
export async function reopenFile(record: ResumableRecord, chosen?: File | Blob): Promise<File | Blob> {
  const chunk = await load()
  return chunk.reopenFile(record, chosen)
}

import type { Backend } from '../../backends/backend.ts'
import { loadResumeCode } from './indexed-db-storage.ts'
import type { ResumableRecord, UploadStorage } from './record.ts'
import type { ResumeStore } from './resume-store.ts'

/** A `ResumeStore` whose code is loaded with the first call. */
export function createResumeStore(storage: UploadStorage): ResumeStore {
  let opened: ResumeStore | undefined
  async function open(): Promise<ResumeStore> {
    const chunk = await loadResumeCode()
    return (opened ??= chunk.createResumeStore(storage))
  }
  return {
    lock: async (id) => (await open()).lock(id),
    findAndLock: async (...options) => (await open()).findAndLock(...options),
    begin: async (...options) => (await open()).begin(...options),
    async list() {
      // Like a storage that can't be read; the next notification reads the list again.
      const store = await open().catch(() => undefined)
      return store ? store.list() : []
    },
    subscribe(listener) {
      let unsubscribe: (() => void) | undefined
      let isSubscribed = true
      open()
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
  const chunk = await loadResumeCode()
  await chunk.discardResumable(store, backend, id)
}

/** The file that a record was made of: `chosen`, or opened by its handle. */
export async function reopenFile(record: ResumableRecord, chosen?: File | Blob): Promise<File | Blob> {
  const chunk = await loadResumeCode()
  return chunk.reopenFile(record, chosen)
}

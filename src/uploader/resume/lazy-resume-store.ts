import type { Backend } from '../../backends/backend.ts'
import { loadChunk } from '../../lib/load-chunk.ts'
import type { ResumableRecord, UploadStorage } from './record.ts'
import type { ResumeLog } from './resume-store.ts'

const load = () => loadChunk(() => import('./resume-store.ts'))

/** A `ResumeLog` whose code is loaded with the first call. Without a storage, nothing is loaded or stored. */
export function createResumeStore(storage: UploadStorage | undefined): ResumeLog {
  let opened: ResumeLog | undefined
  async function open(storage: UploadStorage): Promise<ResumeLog> {
    const chunk = await load()
    return (opened ??= chunk.createResumeStore(storage))
  }
  if (!storage) {
    return {
      take: async () => 'missing',
      claim: async () => undefined,
      begin: async () => undefined,
      list: async () => [],
      subscribe: () => () => undefined,
    }
  }
  return {
    take: async (id) => (await open(storage)).take(id),
    claim: async (...options) => (await open(storage)).claim(...options),
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
export async function discardResumable(store: ResumeLog, backend: Backend, id: string): Promise<void> {
  const chunk = await load()
  await chunk.discardResumable(store, backend, id)
}

/** The file that a record was made of: `chosen`, or opened by its handle. */
export async function reopenFile(record: ResumableRecord, chosen?: File | Blob): Promise<File | Blob> {
  const chunk = await load()
  return chunk.reopenFile(record, chosen)
}

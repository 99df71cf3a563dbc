import { withTimeoutFallback } from '../../lib/time.ts'
import type { UploadStorage } from './resumable.ts'

// IndexedDB may not only refuse: in some browsers it never answers until the page is loaded again.
const patienceMs = 3_000

/** A storage that never rejects and never keeps anyone waiting: what it cannot read is not there. */
export function withTimeouts(storage: UploadStorage): UploadStorage {
  return {
    get: (id) => withTimeoutFallback(() => storage.get(id), undefined, patienceMs),
    set: (record) => withTimeoutFallback(() => storage.set(record), undefined, patienceMs),
    delete: (id) => withTimeoutFallback(() => storage.delete(id), undefined, patienceMs),
    list: () => withTimeoutFallback(() => storage.list(), [], patienceMs),
  }
}

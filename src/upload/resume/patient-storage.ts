import { sleep } from '../../http/sleep.ts'
import type { UploadStorage } from './resumable.ts'

// IndexedDB may not only refuse: in some browsers it never answers until the page is loaded again.
const patienceMs = 3_000

/** A storage that never rejects and never keeps anyone waiting: what it cannot read is not there. */
export function patiently(storage: UploadStorage): UploadStorage {
  return {
    get: (id) => orElse(() => storage.get(id), undefined),
    set: (record) => orElse(() => storage.set(record), undefined),
    delete: (id) => orElse(() => storage.delete(id), undefined),
    list: () => orElse(() => storage.list(), []),
  }
}

async function orElse<T>(ask: () => Promise<T>, fallback: T): Promise<T> {
  const answered = new AbortController()
  const late = sleep(patienceMs, answered.signal).then(
    () => fallback,
    () => fallback,
  )
  try {
    return await Promise.race([ask(), late])
  } catch {
    return fallback
  } finally {
    answered.abort()
  }
}

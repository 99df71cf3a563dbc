import { localStorageLocks } from './local-storage-lock.ts'
import { webLocks } from './web-locks.ts'

/** Keeps one upload to one tab. Neither rejects. */
export interface UploadLocks {
  /** Takes the lock unless somebody holds it, in this tab or another; gives what lets it go. */
  acquire(id: string): Promise<Unlock | undefined>
  /** Ids that are held, here or elsewhere. */
  held(): Promise<ReadonlySet<string>>
}

/** Lets a lock go. Resolves once others can have it. */
export type Unlock = () => Promise<void>

/** The browser's locks, which it takes back when a tab dies; leases where it has none. */
export function tabLocks(): UploadLocks {
  // Only secure origins have it, whatever the types say.
  const locks = typeof navigator === 'undefined' ? undefined : (navigator.locks as LockManager | undefined)
  return locks ? webLocks(locks) : localStorageLocks()
}

/** Keeps an upload to one tab. Neither method rejects. */
export interface ResumeLocks {
  /** Takes the lock and resolves with its release; `undefined` if this tab or another holds it. */
  acquire(id: string): Promise<ReleaseLock | undefined>
  /** Ids that are locked, by this tab or another. */
  locked(): Promise<ReadonlySet<string>>
}

/** Resolves once the lock can be acquired again. */
export type ReleaseLock = () => Promise<void>

/**
 * The Web Locks API, which releases the locks of a tab that was closed or crashed. It exists in secure contexts only: on
 * plain `http:` locks hold within the page, and two tabs may resume the same upload.
 */
export function resumeLocks(): ResumeLocks {
  const manager = typeof navigator === 'undefined' ? undefined : (navigator.locks as LockManager | undefined)
  return manager ? webLocks(manager) : pageLocks()
}

const prefix = 'react-presigned/upload/'

function webLocks(manager: LockManager): ResumeLocks {
  return {
    acquire: (id) =>
      new Promise((resolve) => {
        const settled = manager
          .request(prefix + id, { ifAvailable: true }, (lock) => {
            if (!lock) {
              resolve(undefined)
              return undefined
            }
            return new Promise<void>((release) => {
              resolve(async () => {
                release()
                await settled
              })
            })
          })
          // Origins without storage access reject with a `SecurityError`.
          .catch(() => resolve(undefined))
      }),
    async locked() {
      const { held = [] } = await manager.query().catch((): LockManagerSnapshot => ({}))
      const ids = held.flatMap(({ name = '' }) =>
        name.startsWith(prefix) ? [name.slice(prefix.length)] : [],
      )
      return new Set(ids)
    },
  }
}

// Shared by all uploaders of the page.
const lockedIds = new Set<string>()

function pageLocks(): ResumeLocks {
  return {
    async acquire(id) {
      if (lockedIds.has(id)) return undefined
      lockedIds.add(id)
      return async () => void lockedIds.delete(id)
    },
    locked: async () => new Set(lockedIds),
  }
}

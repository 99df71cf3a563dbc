import type { UploadLocks } from './upload-locks.ts'

const prefix = 'react-presigned/upload/'

/** Locks of the browser: one that its tab dies with is free at once. */
export function webLocks(manager: LockManager): UploadLocks {
  return {
    acquire: (id) =>
      new Promise((resolve) => {
        const held = manager.request(prefix + id, { ifAvailable: true }, (lock) => {
          if (!lock) {
            resolve(undefined)
            return undefined
          }
          return new Promise<void>((letGo) => {
            resolve(async () => {
              letGo()
              await ended
            })
          })
        })
        // An origin that may have no locks has no storage either.
        const ended = held.catch(() => {
          resolve(undefined)
        })
      }),
    async held() {
      const { held = [] } = await manager.query().catch((): LockManagerSnapshot => ({}))
      const names = held.flatMap(({ name = '' }) =>
        name.startsWith(prefix) ? [name.slice(prefix.length)] : [],
      )
      return new Set(names)
    },
  }
}

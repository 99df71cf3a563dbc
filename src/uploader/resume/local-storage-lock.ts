import { sleep } from '../../lib/time.ts'
import { createId } from '../create-id.ts'
import type { UploadLocks } from './upload-locks.ts'

const prefix = 'react-presigned/lease/'
const renewMs = 5_000
// Browsers wake a hidden tab's timers once a minute: a lease must outlive that.
const lifeMs = 90_000
// Each tab sees its own writes at once and the others' a little later.
const settleMs = 150

// Two that ask in one page need no settling, and no storage either.
const heldByThisPage = new Set<string>()

/**
 * Locks for origins without any (plain `http:`): leases in `localStorage`, renewed while their tab lives. A crashed
 * tab's uploads are free when its lease has run out. Where even that is blocked, locks hold within the page.
 */
export function localStorageLocks(): UploadLocks {
  return {
    async acquire(id) {
      if (heldByThisPage.has(id)) return undefined
      heldByThisPage.add(id)
      const drop = await acquireLease(prefix + id)
      if (!drop) heldByThisPage.delete(id)
      return (
        drop &&
        (async () => {
          drop()
          heldByThisPage.delete(id)
        })
      )
    },
    async held() {
      const keys = keysOf().filter((key) => key.startsWith(prefix) && isUnexpired(read(key)))
      return new Set([...heldByThisPage, ...keys.map((key) => key.slice(prefix.length))])
    },
  }
}

/** Takes a lease and keeps it renewed; `undefined` where another tab has it. */
async function acquireLease(key: string): Promise<(() => void) | undefined> {
  const owner = createId()
  if (isUnexpired(read(key))) return undefined
  const renew = () => write(key, { owner, until: Date.now() + lifeMs })
  if (!renew()) return () => undefined
  // There is no compare-and-set: all who want it write, and the last one has it.
  await sleep(settleMs)
  if (read(key)?.owner !== owner) return undefined

  const timer = setInterval(renew, renewMs)
  const drop = () => {
    clearInterval(timer)
    removeEventListener('pagehide', leave)
    if (read(key)?.owner === owner) localStorage.removeItem(key)
  }
  // A page that the browser keeps for the way back keeps its lease, for as long as that lasts.
  const leave = ({ persisted }: PageTransitionEvent) => {
    if (!persisted) drop()
  }
  addEventListener('pagehide', leave)
  return drop
}

type Lease = { owner: string; until: number }

function isUnexpired(lease: Lease | undefined): boolean {
  return lease !== undefined && lease.until > Date.now()
}

function read(key: string): Lease | undefined {
  try {
    const [owner = '', until] = localStorage.getItem(key)?.split(' ') ?? []
    return until === undefined ? undefined : { owner, until: Number(until) }
  } catch {
    return undefined
  }
}

function write(key: string, { owner, until }: Lease): boolean {
  try {
    localStorage.setItem(key, `${owner} ${until}`)
    return true
  } catch {
    return false
  }
}

function keysOf(): readonly string[] {
  try {
    return Object.keys(localStorage)
  } catch {
    return []
  }
}

import { originOf } from '../../lib/origin.ts'

// One retry for each origin is due this soon, to find out whether the connection is back.
const maxProbeDelayMs = 3_000
// Many retries at once would be rejected by a server that has just been restarted.
const spacingMs = 25

/** A retry that waits after a connection has failed. */
type PendingRetry = { at: number; resume(): void }

/** The retries of an uploader that wait after a connection has failed, by origin. */
export type PendingRetries = ReturnType<typeof createPendingRetries>

/** Lets the first success at an origin end the waits of all others there. */
export function createPendingRetries() {
  const byOrigin = new Map<string, Set<PendingRetry>>()

  return {
    /** The delay of a retry: shorter if no other one finds out soon whether the connection is back. */
    delayOf(url: string | undefined, delayMs: number): number {
      const pending = [...(byOrigin.get(originOf(url)) ?? [])]
      const probesBefore = Date.now() + maxProbeDelayMs
      if (delayMs < maxProbeDelayMs || pending.some(({ at }) => at <= probesBefore)) return delayMs
      return (maxProbeDelayMs / 2) * (1 + Math.random())
    },
    /** Returns how to remove it. */
    add(url: string | undefined, pending: PendingRetry): () => void {
      const origin = originOf(url)
      const others = byOrigin.get(origin) ?? new Set()
      byOrigin.set(origin, others.add(pending))
      return () => {
        others.delete(pending)
        if (others.size === 0 && byOrigin.get(origin) === others) byOrigin.delete(origin)
      }
    },
    /** A request to that origin has succeeded. */
    onSuccess(url: string | undefined) {
      const origin = originOf(url)
      const pending = byOrigin.get(origin)
      if (!pending) return
      byOrigin.delete(origin)
      let delayMs = 0
      for (const { resume } of pending) setTimeout(resume, (delayMs += spacingMs))
    },
  }
}

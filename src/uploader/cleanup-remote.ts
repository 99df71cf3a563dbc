import { sleep } from '../lib/time.ts'

// The store may still be writing what it was sent: an object or a part can appear after the first look.
const cleanupDelaysMs = [0, 1_500, 5_000, 15_000]

/**
 * Takes away what a cancelled upload may have left at the storage. Best effort: its trip is over already.
 *
 * @param until `done`, the first time that it worked; or `always` look again, for what may come late
 */
export async function retryCleanup(
  take: () => Promise<void>,
  until: 'done' | 'always' = 'done',
): Promise<void> {
  for (const ms of cleanupDelaysMs) {
    // The first time at once: the page may be about to close.
    if (ms > 0) await sleep(ms)
    try {
      await take()
      if (until === 'done') return
    } catch {
      // Not there yet, or the server is away: look again.
    }
  }
}

import type { Backend } from '../backends/backend.ts'
import { sleep } from '../http/sleep.ts'

// The store may still be writing what it was sent: the object can appear after the first look.
const looksMs = [0, 1_500, 5_000, 15_000]

/** Deletes what a cancelled upload may have left at the storage. Best effort: its trip is over already. */
export async function discard(backend: Backend, fileId: string): Promise<void> {
  for (const ms of looksMs) {
    await sleep(ms)
    try {
      await backend.remove?.(fileId, {})
      return
    } catch {
      // Not there yet, or the server is away: look again.
    }
  }
}

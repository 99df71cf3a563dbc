import type { BackendSession } from '../signing/backend-session.ts'
import { requestFrame } from './schedule-frame.ts'

// So many join the queue in one task: ten thousand at once would hold the page up.
const maxBatch = 1000

/** Those who have been added and have yet to join a queue: `join` is called for each, `onJoined` after each lot. */
export function createChunkedEnqueue(join: (id: string, lane: BackendSession) => void, onJoined: () => void) {
  const arriving = new Map<string, BackendSession>()

  function joinSome() {
    let room = maxBatch
    for (const [id, lane] of arriving) {
      if (room-- === 0) break
      arriving.delete(id)
      join(id, lane)
    }
    onJoined()
    if (arriving.size > 0) setTimeout(joinSome)
  }

  return {
    add(ids: readonly string[], lane: BackendSession) {
      if (arriving.size === 0) {
        // Whoever added them has them in hand before the first word of them; many are on the screen before.
        if (ids.length < maxBatch) queueMicrotask(joinSome)
        else requestFrame(() => setTimeout(joinSome))
      }
      for (const id of ids) arriving.set(id, lane)
    },
    /** It does not come after all. */
    leave(id: string) {
      arriving.delete(id)
    },
  }
}

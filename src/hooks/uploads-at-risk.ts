import type { UploadEngine } from '../upload/engine.ts'
import type { UploadStatus } from '../upload/upload.ts'

type Watched = Pick<UploadEngine, 'all' | 'onEvent'>

/** Whether leaving the page would lose work on it. What is paused waits by intent; what is processing has arrived. */
function isAtRisk(status: UploadStatus): boolean {
  switch (status) {
    case 'queued':
    case 'hashing':
    case 'signing':
    case 'uploading':
    case 'finishing':
      return true
    case 'processing':
    case 'paused':
    case 'completed':
    case 'failed':
    case 'cancelled':
      return false
    default:
      return status satisfies never
  }
}

/**
 * Tells when the first upload comes to be at risk and when none is any more, now if one is. Counts by the events of
 * states, so that progress costs nothing.
 */
export function watchUploadsAtRisk(engine: Watched, tell: (some: boolean) => void): () => void {
  const ids = new Set<string>()
  let told = false

  function note(id: string, status: UploadStatus | undefined) {
    if (status && isAtRisk(status)) ids.add(id)
    else ids.delete(id)
  }
  function tellChange() {
    const some = ids.size > 0
    if (some === told) return
    told = some
    tell(some)
  }

  const stop = engine.onEvent((event) => {
    if (event.type === 'status') note(event.upload.id, event.upload.state.status)
    if (event.type === 'added') for (const { id, state } of event.uploads) note(id, state.status)
    if (event.type === 'removed') for (const { id } of event.uploads) note(id, undefined)
    tellChange()
  })
  for (const { id, state } of engine.all()) note(id, state.status)
  tellChange()
  return stop
}

import type { Uploader } from '../../uploader/uploader.ts'
import type { UploadState } from '../../uploader/upload.ts'

type Watched = Pick<Uploader, 'uploads' | 'on'>

/** Whether leaving the page would lose work on it. What is processing has arrived. */
function hasUnsavedBytes(state: UploadState): boolean {
  switch (state.status) {
    case 'queued':
    case 'hashing':
    case 'signing':
    case 'uploading':
    case 'finishing':
    case 'retrying':
    case 'offline':
      return true
    case 'paused':
    case 'processing':
    case 'completed':
    case 'failed':
    case 'cancelled':
      return false
    default:
      return state satisfies never
  }
}

/**
 * Tells when the first upload comes to be at risk and when none is any more, now if one is. Counts by the events of
 * states, so that progress costs nothing.
 */
export function watchUnfinishedUploads(engine: Watched, tell: (some: boolean) => void): () => void {
  const ids = new Set<string>()
  let told = false

  function note(id: string, state: UploadState | undefined) {
    if (state && hasUnsavedBytes(state)) ids.add(id)
    else ids.delete(id)
  }
  function tellChange() {
    const some = ids.size > 0
    if (some === told) return
    told = some
    tell(some)
  }

  const stop = engine.on((event) => {
    if (event.type === 'status') note(event.upload.id, event.upload.state)
    if (event.type === 'added') for (const { id, state } of event.uploads) note(id, state)
    if (event.type === 'removed') for (const { id } of event.uploads) note(id, undefined)
    tellChange()
  })
  for (const { id, state } of engine.uploads()) note(id, state)
  tellChange()
  return stop
}

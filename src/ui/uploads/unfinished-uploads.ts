import type { Uploader } from '../../uploader/uploader.ts'
import type { UploadState } from '../../uploader/upload.ts'

type ObservedUploader = Pick<Uploader, 'uploads' | 'on'>

/** Whether leaving the page would lose work. The bytes of a `processing` upload are stored. */
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
 * Notifies whether any upload is unfinished, at first only if one is, then on each change. It listens to status
 * events, not to progress.
 */
export function watchUnfinishedUploads(
  uploader: ObservedUploader,
  onChange: (hasUnfinished: boolean) => void,
): () => void {
  const ids = new Set<string>()
  let hadUnfinished = false

  function update(id: string, state: UploadState | undefined) {
    if (state && hasUnsavedBytes(state)) ids.add(id)
    else ids.delete(id)
  }
  function notify() {
    const hasUnfinished = ids.size > 0
    if (hasUnfinished === hadUnfinished) return
    hadUnfinished = hasUnfinished
    onChange(hasUnfinished)
  }

  const stop = uploader.on((event) => {
    if (event.type === 'status') update(event.upload.id, event.upload.state)
    if (event.type === 'added') for (const { id, state } of event.uploads) update(id, state)
    if (event.type === 'removed') for (const { id } of event.uploads) update(id, undefined)
    notify()
  })
  for (const { id, state } of uploader.uploads()) update(id, state)
  notify()
  return stop
}

import type { RunnerHost } from './runner-host.ts'
import { canTransition } from './state.ts'
import type { UploaderState } from './uploader-state.ts'
import type { Upload } from './upload.ts'

/** Creates the actions that change uploads. Each is checked when it is called: a listener may have changed the upload. */
export function createUploadActions(
  { store, promises, events, memories, setState }: UploaderState,
  host: RunnerHost,
) {
  function cancel(id: string) {
    const upload = store.get(id)
    if (!upload || !canTransition(upload.state.status, 'cancelled')) return
    host.get()?.cancel(id)
    setState(id, { status: 'cancelled' })
  }

  return {
    /** Queues those of the uploads that match. */
    enqueue(ids: readonly string[], matches: (upload: Upload) => boolean) {
      for (const id of ids) {
        const upload = store.get(id)
        if (!upload || !matches(upload)) continue
        // One that waits for the network is still running: it retries at once.
        if (upload.state.status === 'offline') host.get()?.pause(id)
        setState(id, { status: 'queued' })
      }
      host.start(ids)
    },
    cancel,
    pause(id: string) {
      const state = store.get(id)?.state
      if (!state || !canTransition(state.status, 'paused')) return
      const willRestart = host.get()?.pause(id)
      setState(id, { status: 'paused', ...(willRestart && { willRestart }) })
    },
    remove(ids: string | readonly string[]) {
      const removed: Upload[] = []
      for (const id of new Set(typeof ids === 'string' ? [ids] : ids)) {
        cancel(id)
        const upload = store.get(id)
        if (!upload) continue
        host.get()?.drop(id)
        memories.delete(id)
        promises.remove(id)
        removed.push(upload)
      }
      if (removed.length === 0) return
      store.delete(removed.map(({ id }) => id))
      events.emit({ type: 'removed', uploads: removed })
    },
    /** Ids of the uploads that match. */
    idsOf: (matches: (upload: Upload) => boolean): readonly string[] =>
      store.all().flatMap((upload) => (matches(upload) ? [upload.id] : [])),
  }
}

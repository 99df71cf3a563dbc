import type { RunnerHost } from './runner-host.ts'
import { canTransition } from './state.ts'
import type { UploaderState } from './uploader-state.ts'
import type { Upload } from './upload.ts'

const canResume = ({ state }: Upload) => state.status === 'paused' || state.status === 'offline'
const canRetry = ({ state }: Upload) => state.status === 'failed' || state.status === 'cancelled'
const hasFailed = ({ state }: Upload) => state.status === 'failed'

/** Creates the actions that change uploads. Each is checked when it is called: a listener may have changed the upload. */
export function createUploadActions(
  { store, promises, events, memories, setState }: UploaderState,
  host: RunnerHost,
) {
  /** Queues those of the uploads that match. */
  function enqueue(ids: readonly string[], matches: (upload: Upload) => boolean) {
    const queued: string[] = []
    for (const id of ids) {
      const upload = store.get(id)
      if (!upload || !matches(upload)) continue
      // One that waits for the network is still running: it retries at once.
      if (upload.state.status === 'offline') host.get()?.pause(id)
      setState(id, { status: 'queued' })
      queued.push(id)
    }
    host.start(queued)
  }

  function pause(id: string) {
    const state = store.get(id)?.state
    if (!state || !canTransition(state.status, 'paused')) return
    const willRestart = host.get()?.pause(id)
    setState(id, { status: 'paused', ...(willRestart && { willRestart }) })
  }

  function cancel(id: string) {
    const state = store.get(id)?.state
    if (!state || !canTransition(state.status, 'cancelled')) return
    host.get()?.cancel(id)
    setState(id, { status: 'cancelled' })
  }

  function remove(ids: string | readonly string[]) {
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
  }

  return {
    /**
     * Stops sending until `resume`, also where the upload waited for the network or a retry. Parts that the storage has
     * are kept; an upload in one request starts over.
     */
    pause,
    /** Continues a paused upload; one that waits for the network retries at once. */
    resume: (id: string) => enqueue([id], canResume),
    /** Stops the upload for good and removes what the storage has of it. */
    cancel,
    /** Starts a failed or cancelled upload again, from where it failed where that is possible. */
    retry: (id: string) => enqueue([id], canRetry),
    /** Removes uploads from the list; unfinished ones are cancelled first. The file of a completed one is kept. */
    remove,
    pauseAll: () => store.ids().forEach(pause),
    resumeAll: () => enqueue(store.ids(), canResume),
    cancelAll: () => store.ids().forEach(cancel),
    retryFailed: () => enqueue(store.ids(), hasFailed),
    clearCompleted: () => remove(store.ids().filter((id) => store.get(id)?.state.status === 'completed')),
  }
}

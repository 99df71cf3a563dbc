import { createAbortError, UploadError } from '../errors.ts'
import type { RemoteFile } from '../model/remote-file.ts'
import type { UploaderOptions } from './uploader-options.ts'
import { createEvents } from './events.ts'
import { createThroughputMeter } from './throughput.ts'
import { createUpload, type AddOptions } from './create-upload.ts'
import { createUploadPromises } from './upload-promises.ts'
import { indexedDbStorage } from './resume/indexed-db-storage.ts'
import { createResumeStore } from './resume/resume-store.ts'
import { canTransition, transition } from './state.ts'
import { createUploadRunner } from './runner.ts'
import { isActive, isSettled, type Upload, type UploadState } from './upload.ts'
import { uploadedBytes } from './progress.ts'
import { createUploadStore } from './store.ts'

const canResume = ({ state }: Upload) => state.status === 'paused' || state.status === 'offline'

/** Uploads and their verbs, without React. */
export type Uploader = ReturnType<typeof createUploader>

/** Makes an engine. Nothing starts but by its verbs; it needs no ending. */
export function createUploader(initial: UploaderOptions) {
  let options = initial
  const store = createUploadStore()
  const outcomes = createUploadPromises()
  const meter = createThroughputMeter(store.totals)
  const events = createEvents()
  const storage = initial.storage === undefined ? indexedDbStorage() : initial.storage
  const resumables = createResumeStore(storage ?? undefined)
  const trips = createUploadRunner({
    options: () => options,
    resumeLog: resumables,
    read: store.get,
    setState,
    onEnd(id, end) {
      if ('file' in end) {
        setState(id, { status: 'completed' }, end.file)
        outcomes.resolve(id, end.file)
      } else {
        setState(id, { status: 'failed', error: end.error })
        outcomes.reject(id, end.error)
      }
    },
    onWarning(id, error) {
      const upload = store.get(id)
      if (upload) events.emit({ type: 'warning', upload, error })
    },
  })

  function setState(id: string, state: UploadState, remote?: RemoteFile) {
    const before = store.get(id)
    if (!before) return
    const isOver = isSettled(state.status)
    const isNew = state.status !== before.state.status
    if (isNew) trips.recordStatus(id, state)
    const stats = isOver ? trips.statsOf(id) : undefined
    const upload = transition(before, state, { remote, stats })
    store.set(upload)
    // Bytes that were never sent, because the storage had the file already, are no throughput.
    if (before.state.status === 'uploading') meter.note(uploadedBytes(upload) - uploadedBytes(before))
    if (!isNew) return
    if (!isActive(state.status)) meter.rest()
    if (isOver) store.tell(id)
    events.emit({ type: 'status', upload, previous: before.state.status })
  }

  function queue(ids: readonly string[]) {
    for (const id of ids) setState(id, { status: 'queued' })
    trips.start(ids)
  }

  function resumeThese(ids: readonly string[]) {
    // One that waits for the network is still running: it retries at once.
    for (const id of ids) trips.pause(id)
    queue(ids)
  }

  const idsOf = (isMeant: (upload: Upload) => boolean) =>
    store.all().flatMap((upload) => (isMeant(upload) ? [upload.id] : []))

  const engine = {
    /** Puts files into the queue, with one notification for all of them. */
    add(sources: readonly (File | Blob)[], addOptions?: AddOptions): readonly Upload[] {
      const addedAt = new Date()
      const uploads = sources.map((source) => createUpload(source, addOptions, addedAt))
      if (uploads.length === 0) return uploads
      store.add(uploads)
      events.emit({ type: 'added', uploads })
      const { resumeId } = addOptions ?? {}
      if (resumeId !== undefined) for (const { id } of uploads) trips.resumeFrom(id, resumeId)
      trips.start(uploads.map(({ id }) => id))
      return uploads
    },
    /**
     * Stops sending; the upload waits for `resume`, also where it waited for the network before. Parts that are there
     * stay there; a plain PUT starts over.
     */
    pause(id: string) {
      const state = store.get(id)?.state
      if (!state || !canTransition(state.status, 'paused')) return
      const willRestart = trips.pause(id)
      setState(id, { status: 'paused', ...(willRestart && { willRestart }) })
    },
    resume(id: string) {
      const upload = store.get(id)
      if (upload && canResume(upload)) resumeThese([id])
    },
    /** Ends the trip and leaves nothing of it at the storage. */
    cancel(id: string) {
      const upload = store.get(id)
      if (!upload || !canTransition(upload.state.status, 'cancelled')) return
      trips.cancel(id, upload)
      setState(id, { status: 'cancelled' })
      outcomes.reject(id, createAbortError())
    },
    /** Sends a failed or cancelled upload again, from where it failed where that is possible. */
    retry(id: string) {
      const status = store.get(id)?.state.status
      if (status === 'failed' || status === 'cancelled') queue([id])
    },
    /** Forgets uploads; those on their way are cancelled first. A completed one's file stays where it is. */
    remove(ids: readonly string[]) {
      const uploads = ids.flatMap((id) => store.get(id) ?? [])
      for (const { id } of uploads) {
        engine.cancel(id)
        trips.drop(id)
        outcomes.delete(id)
      }
      store.delete(ids)
      if (uploads.length > 0) events.emit({ type: 'removed', uploads })
    },
    pauseAll() {
      for (const id of store.ids()) engine.pause(id)
    },
    resumeAll() {
      resumeThese(idsOf(canResume))
    },
    cancelAll() {
      for (const id of store.ids()) engine.cancel(id)
    },
    retryFailed() {
      queue(idsOf(({ state }) => state.status === 'failed'))
    },
    clearCompleted() {
      engine.remove(idsOf(({ state }) => state.status === 'completed'))
    },
    /** Resolves with the file once the upload is completed; rejects when it fails, is cancelled or removed. */
    wait: (id: string): Promise<RemoteFile> => {
      const upload = store.get(id)
      if (!upload) return Promise.reject(new UploadError('aborted', 'There is no such upload any more.'))
      return outcomes.of(upload)
    },
    on: events.listen,
    /** New options, for uploads that start from now on. */
    configure(changed: UploaderOptions) {
      options = changed
    },
    /** Uploads in parts that a reload or crash cut off. */
    resumables,
    get: store.get,
    /** The backend of uploads that start now. */
    backend: () => options.backend,
    ids: store.ids,
    uploads: store.all,
    totals: meter.totals,
    subscribe: store.subscribe,
    subscribeIds: store.subscribeIds,
    subscribeAll: store.subscribeAll,
  }
  return engine
}

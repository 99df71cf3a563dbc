import { UploadError } from '../errors.ts'
import type { RemoteFile } from '../model/remote-file.ts'
import { createUpload, isUntyped, type AddOptions } from './create-upload.ts'
import { createUploadMemories } from './checkpoint.ts'
import { createEvents } from './events.ts'
import { loadedRunner, loadRunner } from './load-runner.ts'
import { uploadedBytes } from './progress.ts'
import { createResumeStore } from './resume/lazy-resume-store.ts'
import type { UploadRunner } from './runner.ts'
import { canTransition, transition } from './state.ts'
import { createUploadStore } from './store.ts'
import { createThroughputMeter } from './throughput.ts'
import { createUploadPromises } from './upload-promises.ts'
import { isActive, isSettled, type Upload, type UploadState } from './upload.ts'
import type { UploaderOptions } from './uploader-options.ts'

/** Uploads and the actions on them, without React. */
export type Uploader = ReturnType<typeof createUploader>

const canResume = ({ state }: Upload) => state.status === 'paused' || state.status === 'offline'
const canRetry = ({ state }: Upload) => state.status === 'failed' || state.status === 'cancelled'
const hasFailed = ({ state }: Upload) => state.status === 'failed'
const hasCompleted = ({ state }: Upload) => state.status === 'completed'

/**
 * Creates an uploader: create one and keep it, like a `QueryClient`. Nothing runs before files are added, and nothing
 * needs to be closed.
 *
 * @example
 * const uploader = createUploader({ backend: s3Backend(createS3Client({ baseUrl: '/api/files' })) })
 * const [upload] = uploader.add([file])
 * const remoteFile = await uploader.wait(upload.id)
 */
export function createUploader(initial: UploaderOptions) {
  let options = initial
  const store = createUploadStore()
  const promises = createUploadPromises()
  const throughput = createThroughputMeter(store.totals)
  const events = createEvents()
  const resumables = initial.storage === null ? undefined : createResumeStore(initial.storage)
  const memories = createUploadMemories()
  let runner: UploadRunner | undefined
  /** Files to which the browser has given no type, until the table of extensions is loaded. */
  const untyped = new Set<string>()
  let isLoading = false

  const needs = () => ({ types: untyped.size > 0, bulk: store.ids().length > 1 })

  /** Loads the code that runs uploads: with the first file, or with the first listener before it. */
  function load() {
    if (isLoading) return
    isLoading = true
    void loadRunner(needs()).then(() => {
      isLoading = false
      start(idsOf(({ state }) => state.status === 'queued'))
    })
  }

  function start(ids: readonly string[]) {
    const code = loadedRunner(needs())
    if (!code) {
      load()
      return
    }
    runner ??= code.createUploadRunner({
      options: () => options,
      memories,
      resumeStore: resumables,
      read: store.get,
      setState,
      onWarning(id, error) {
        const upload = store.get(id)
        if (upload) events.emit({ type: 'warning', upload, error })
      },
    })
    for (const id of untyped) {
      const upload = store.get(id)
      const contentType = upload && code.contentTypeOf?.(upload.name, upload.source)
      if (contentType) store.set({ ...upload, contentType })
    }
    untyped.clear()
    if (code.createBulkTools) runner.enableBulk(code.createBulkTools)
    runner.start(ids)
  }

  function setState(id: string, state: UploadState, remote?: RemoteFile) {
    const before = store.get(id)
    if (!before) return
    const hasSettled = isSettled(state.status)
    const isNew = state.status !== before.state.status
    const { stats } = isNew ? memories.getOrCreate(id) : {}
    if (isNew) stats?.status(state.status)
    const upload = transition(before, state, { remote, stats: hasSettled ? stats?.stats() : undefined })
    store.set(upload)
    // Bytes that were never sent, because the storage had the file already, are no throughput.
    if (before.state.status === 'uploading') throughput.add(uploadedBytes(upload) - uploadedBytes(before))
    if (!isNew) return
    if (!isActive(state.status)) throughput.rest()
    if (hasSettled) {
      // Before any listener, which may remove the upload.
      promises.settle(upload)
      store.notify(id)
    }
    events.emit({ type: 'status', upload, previous: before.state.status })
  }

  /** Queues those that still may be: a listener of one may have changed another. */
  function enqueue(ids: readonly string[], may: (upload: Upload) => boolean) {
    for (const id of ids) {
      const upload = store.get(id)
      if (!upload || !may(upload)) continue
      // One that waits for the network is still running: it retries at once.
      if (upload.state.status === 'offline') runner?.pause(id)
      setState(id, { status: 'queued' })
    }
    start(ids)
  }

  function idsOf(matches: (upload: Upload) => boolean): readonly string[] {
    return store.all().flatMap((upload) => (matches(upload) ? [upload.id] : []))
  }

  function cancel(id: string) {
    const upload = store.get(id)
    if (!upload || !canTransition(upload.state.status, 'cancelled')) return
    runner?.cancel(id)
    setState(id, { status: 'cancelled' })
  }

  function pause(id: string) {
    const state = store.get(id)?.state
    if (!state || !canTransition(state.status, 'paused')) return
    const willRestart = runner?.pause(id)
    setState(id, { status: 'paused', ...(willRestart && { willRestart }) })
  }

  function remove(ids: string | readonly string[]) {
    const removed: Upload[] = []
    for (const id of new Set(typeof ids === 'string' ? [ids] : ids)) {
      cancel(id)
      const upload = store.get(id)
      if (!upload) continue
      runner?.drop(id)
      memories.delete(id)
      promises.remove(id)
      removed.push(upload)
    }
    if (removed.length === 0) return
    store.delete(removed.map(({ id }) => id))
    events.emit({ type: 'removed', uploads: removed })
  }

  return {
    /** Adds files and queues them, with one notification for all. Returns their uploads, in the same order. */
    add(sources: readonly (File | Blob)[], addOptions?: AddOptions): readonly Upload[] {
      const addedAt = new Date()
      const typeOf = loadedRunner({ types: true, bulk: false })?.contentTypeOf
      const uploads = sources.map((source) => createUpload(source, addOptions, addedAt, typeOf))
      if (uploads.length === 0) return uploads
      if (!typeOf && addOptions?.contentType === undefined) {
        for (const upload of uploads) if (isUntyped(upload)) untyped.add(upload.id)
      }
      const { resumeId } = addOptions ?? {}
      if (resumeId !== undefined) for (const { id } of uploads) memories.getOrCreate(id).resumeId = resumeId
      store.add(uploads)
      start(uploads.map(({ id }) => id))
      events.emit({ type: 'added', uploads })
      return uploads
    },
    /**
     * Stops sending until `resume`, also where the upload waited for the network or a retry. Parts that the storage has
     * are kept; an upload in one request starts over.
     */
    pause,
    /** Continues a paused upload; one that waits for the network retries at once. */
    resume(id: string) {
      enqueue([id], canResume)
    },
    /** Stops the upload for good and removes what the storage has of it. */
    cancel,
    /** Starts a failed or cancelled upload again, from where it failed where that is possible. */
    retry(id: string) {
      enqueue([id], canRetry)
    },
    /** Removes uploads from the list; unfinished ones are cancelled first. The file of a completed one is kept. */
    remove,
    pauseAll() {
      for (const id of store.ids()) pause(id)
    },
    resumeAll() {
      enqueue(idsOf(canResume), canResume)
    },
    cancelAll() {
      for (const id of store.ids()) cancel(id)
    },
    retryFailed() {
      enqueue(idsOf(hasFailed), hasFailed)
    },
    clearCompleted() {
      remove(idsOf(hasCompleted))
    },
    /** Resolves with the file once the upload has completed; rejects when it fails, is cancelled or is removed. */
    wait(id: string): Promise<RemoteFile> {
      const upload = store.get(id)
      if (!upload) return Promise.reject(new UploadError('aborted', 'The upload was removed.'))
      return promises.wait(upload)
    },
    /** Listens to events. Returns how to unsubscribe. */
    on: events.on,
    /** Changes the options, for uploads that start from now on. */
    configure(changed: UploaderOptions) {
      options = changed
      runner?.drain()
    },
    /** Interrupted multipart uploads; `undefined` without a storage. */
    resumables,
    get: store.get,
    /** The backend of uploads that start now. */
    backend: () => options.backend,
    ids: store.ids,
    uploads: store.all,
    totals: throughput.totals,
    /** Listens to one upload. */
    subscribe(id: string, listener: () => void): () => void {
      if (!runner) load()
      return store.subscribe(id, listener)
    },
    /** Listens to uploads being added and removed. */
    subscribeIds(listener: () => void): () => void {
      if (!runner) load()
      return store.subscribeIds(listener)
    },
    /** Listens to every change. */
    subscribeAll(listener: () => void): () => void {
      if (!runner) load()
      return store.subscribeAll(listener)
    },
  }
}

import type { RemoteFile } from '../model/remote-file.ts'
import { createUpload, type AddOptions } from './create-upload.ts'
import { loadedRunner } from './load-runner.ts'
import { createResumeStore } from './resume/lazy-resume-store.ts'
import { createRunnerHost } from './runner-host.ts'
import { createUploadActions } from './upload-actions.ts'
import type { Upload } from './upload.ts'
import type { UploaderOptions } from './uploader-options.ts'
import { createUploaderState } from './uploader-state.ts'

/** Uploads and the actions on them, without React. */
export type Uploader = ReturnType<typeof createUploader>

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
  const state = createUploaderState()
  const { store, promises, throughput, events, memories } = state
  const resumables = initial.storage === null ? undefined : createResumeStore(initial.storage)
  const host = createRunnerHost(state, () => options, resumables)

  return {
    /** Adds files and queues them, with one notification for all. Returns their uploads, in the same order. */
    add(sources: readonly (File | Blob)[], addOptions?: AddOptions): readonly Upload[] {
      const addedAt = new Date()
      const typeOf = loadedRunner({ types: true, bulk: false })?.contentTypeOf
      const uploads = sources.map((source) => createUpload(source, addOptions, addedAt, typeOf))
      if (uploads.length === 0) return uploads
      const { resumeId } = addOptions ?? {}
      if (resumeId !== undefined) for (const { id } of uploads) memories.getOrCreate(id).resumeId = resumeId
      store.add(uploads)
      host.startAdded(uploads, typeOf !== undefined || addOptions?.contentType !== undefined)
      events.emit({ type: 'added', uploads })
      return uploads
    },
    ...createUploadActions(state, host),
    /** Resolves with the file once the upload has completed; rejects when it fails, is cancelled or is removed. */
    wait: (id: string): Promise<RemoteFile> => promises.wait(store.get(id)),
    /** Listens to events. Returns how to unsubscribe. */
    on: events.on,
    /** Changes the options, for uploads that start from now on. */
    configure(changed: UploaderOptions) {
      options = changed
      host.get()?.drain()
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
      host.load()
      return store.subscribe(id, listener)
    },
    /** Listens to uploads being added and removed. */
    subscribeIds(listener: () => void): () => void {
      host.load()
      return store.subscribeIds(listener)
    },
    /** Listens to every change. */
    subscribeAll(listener: () => void): () => void {
      host.load()
      return store.subscribeAll(listener)
    },
  }
}

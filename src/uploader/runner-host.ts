import { isOffline } from '../lib/network.ts'
import { isUntyped } from './create-upload.ts'
import { loadedRunner, loadRunner, type RunnerCode } from './load-runner.ts'
import type { ResumeStore } from './resume/resume-store.ts'
import type { UploadRunner } from './runner.ts'
import type { UploaderOptions } from './uploader-options.ts'
import type { UploaderState } from './uploader-state.ts'
import type { Upload } from './upload.ts'

/** The runner of an uploader, which is loaded on demand. */
export type RunnerHost = ReturnType<typeof createRunnerHost>

/** Loads the code that runs uploads, and starts those that wait for it. */
export function createRunnerHost(
  { store, memories, setState, onWarning }: UploaderState,
  options: () => UploaderOptions,
  resumeStore: ResumeStore | undefined,
) {
  let runner: UploadRunner | undefined
  /** Files to which the browser has given no type, until the table of extensions is loaded. */
  const untyped = new Set<string>()
  let isLoading = false

  // Without a network, uploads start without the tools for many, and show that they wait for it.
  const needs = () => ({ types: untyped.size > 0, bulk: store.ids().length > 1 && !isOffline() })

  function load() {
    if (isLoading) return
    isLoading = true
    void loadRunner(needs()).then(() => {
      isLoading = false
      start(store.all().flatMap(({ id, state }) => (state.status === 'queued' ? [id] : [])))
    })
  }

  /** Replaces the types of files to which the browser has given none. */
  function addTypes({ contentTypeOf }: RunnerCode) {
    for (const id of untyped) {
      const upload = store.get(id)
      const contentType = upload && contentTypeOf?.(upload.name, upload.source)
      if (contentType) store.set({ ...upload, contentType })
    }
    untyped.clear()
  }

  function start(ids: readonly string[]) {
    const code = loadedRunner(needs())
    if (!code) {
      load()
      return
    }
    const deps = { options, resumeStore, memories, read: store.get, setState, onWarning }
    runner ??= code.createUploadRunner(deps)
    addTypes(code)
    if (code.createBulkTools) runner.enableBulk(code.createBulkTools)
    runner.start(ids)
  }

  return {
    /** The runner; `undefined` until its code is loaded. */
    get: () => runner,
    /** Loads the runner before the first file: a listener shows that uploads are expected. */
    load() {
      if (!runner) load()
    },
    /** Starts queued uploads, now or once the runner is loaded. */
    start,
    /** Starts uploads that have been added; `hasTypes` says that their types are known. */
    startAdded(uploads: readonly Upload[], hasTypes: boolean) {
      if (!hasTypes) for (const upload of uploads) if (isUntyped(upload)) untyped.add(upload.id)
      start(uploads.map(({ id }) => id))
    },
  }
}

import type { UploadError } from '../errors.ts'
import type { RemoteFile } from '../model/remote-file.ts'
import { createUploadMemories } from './checkpoint.ts'
import { createEvents } from './events.ts'
import { uploadedBytes } from './progress.ts'
import { transition } from './state.ts'
import { createUploadStore } from './store.ts'
import { createThroughputMeter } from './throughput.ts'
import { createUploadPromises } from './upload-promises.ts'
import { isActive, isSettled, type UploadState } from './upload.ts'

/** The uploads of an uploader, and who is notified of their changes. */
export type UploaderState = ReturnType<typeof createUploaderState>

/** Creates the state of an uploader without uploads. */
export function createUploaderState() {
  const store = createUploadStore()
  const promises = createUploadPromises()
  const throughput = createThroughputMeter(store.totals)
  const events = createEvents()
  const memories = createUploadMemories()

  /** Changes an upload's state, and notifies in this order: promises, listeners of the upload, listeners of events. */
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

  function onWarning(id: string, error: UploadError) {
    const upload = store.get(id)
    if (upload) events.emit({ type: 'warning', upload, error })
  }
  return { store, promises, throughput, events, memories, setState, onWarning }
}

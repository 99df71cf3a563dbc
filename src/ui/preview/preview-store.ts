import { createPool, runInSlot, type Permit, type PoolQueue } from '../../lib/pool.ts'
import { createSubscribable, type Subscribable } from '../../lib/subscribable.ts'

/** The preview of a local file. `url` is a `blob:` URL, revoked once no component shows it. */
export type FilePreview =
  | { status: 'loading'; url?: undefined }
  | { status: 'ready'; url: string }
  | { status: 'none'; url?: undefined }

/** Creates the preview of a file; `undefined` if the browser cannot show it. */
export type MakePreview = (file: Blob, signal: AbortSignal) => Promise<Blob | undefined>

type Entry = {
  file: Blob
  onAcquire(permit: Permit, entry: Entry): void
  preview: FilePreview
  changes: Subscribable<void>
  controller: AbortController
  releaseTimer?: ReturnType<typeof setTimeout> | undefined
}

export const loadingPreview: FilePreview = { status: 'loading' }
export const noPreview: FilePreview = { status: 'none' }

// Decoding allocates every pixel: two photos of twelve megapixels take a hundred megabytes.
const maxConcurrent = 2
// A row that scrolls out and back in, and StrictMode's second subscription, reuse the preview.
const releaseDelayMs = 1_000

/** Previews of files, each created once for all its subscribers, the most recently requested first. */
export function createPreviewStore(makePreview: MakePreview) {
  const entries = new Map<Blob, Entry>()
  const pool = createPool(() => maxConcurrent, createLifoQueue<Entry>())

  async function load(entry: Entry) {
    const { signal } = entry.controller
    const image = await makePreview(entry.file, signal).catch(() => undefined)
    if (signal.aborted) return
    entry.preview = image ? { status: 'ready', url: URL.createObjectURL(image) } : noPreview
    entry.changes.notify()
  }

  function enqueue(file: Blob): Entry {
    const entry: Entry = {
      file,
      preview: loadingPreview,
      changes: createSubscribable(),
      controller: new AbortController(),
      onAcquire: (permit, acquired) => void runInSlot(permit, () => load(acquired)),
    }
    entries.set(file, entry)
    pool.add(entry)
    return entry
  }

  function release(entry: Entry) {
    entries.delete(entry.file)
    entry.controller.abort()
    pool.remove(entry)
    if (entry.preview.url) URL.revokeObjectURL(entry.preview.url)
  }

  return {
    get: (file: Blob): FilePreview => entries.get(file)?.preview ?? loadingPreview,
    /** Requests the preview of a file and keeps it until `unsubscribe`. */
    subscribe(file: Blob, onChange: () => void): () => void {
      const entry = entries.get(file) ?? enqueue(file)
      clearTimeout(entry.releaseTimer)
      const unsubscribe = entry.changes.subscribe(onChange)
      pool.drain()
      return () => {
        unsubscribe()
        if (entry.changes.size > 0) return
        entry.releaseTimer = setTimeout(() => release(entry), releaseDelayMs)
      }
    },
  }
}

/** Last in, first out: the row that scrolled into view last is the one that is looked at. */
function createLifoQueue<E>(): PoolQueue<E> {
  const entries: E[] = []
  return {
    add: (entry) => entries.push(entry),
    delete(entry) {
      const index = entries.indexOf(entry)
      if (index >= 0) entries.splice(index, 1)
      return index >= 0
    },
    take() {
      const entry = entries.pop()
      return entry && { entry }
    },
    get length() {
      return entries.length
    },
  }
}

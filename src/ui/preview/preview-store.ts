import { createSubscribable, type Subscribable } from '../../lib/subscribable.ts'

/** The preview of a local file. `url` is a `blob:` URL, revoked once no component shows it. */
export type FilePreview =
  | { status: 'loading'; url?: undefined }
  | { status: 'ready'; url: string }
  | { status: 'none'; url?: undefined }

/** Creates the preview of a file; `undefined` if the browser cannot show it. */
export type MakePreview = (file: Blob, signal: AbortSignal) => Promise<Blob | undefined>

type Entry = {
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
  const queue: Blob[] = []
  let active = 0

  function setPreview(entry: Entry, preview: FilePreview) {
    entry.preview = preview
    entry.changes.notify()
  }

  function startNext() {
    while (active < maxConcurrent) {
      // The row that scrolled into view last is the one that is looked at.
      const file = queue.pop()
      if (!file) return
      const entry = entries.get(file)
      if (entry?.preview.status === 'loading') void run(file, entry)
    }
  }

  async function run(file: Blob, entry: Entry) {
    active++
    const { signal } = entry.controller
    const image = await makePreview(file, signal).catch(() => undefined)
    active--
    if (!signal.aborted) {
      setPreview(entry, image ? { status: 'ready', url: URL.createObjectURL(image) } : noPreview)
    }
    startNext()
  }

  function enqueue(file: Blob): Entry {
    const entry: Entry = {
      preview: loadingPreview,
      changes: createSubscribable(),
      controller: new AbortController(),
    }
    entries.set(file, entry)
    queue.push(file)
    return entry
  }

  function release(file: Blob, entry: Entry) {
    entries.delete(file)
    entry.controller.abort()
    const index = queue.indexOf(file)
    if (index >= 0) queue.splice(index, 1)
    if (entry.preview.url) URL.revokeObjectURL(entry.preview.url)
  }

  return {
    get: (file: Blob): FilePreview => entries.get(file)?.preview ?? loadingPreview,
    /** Requests the preview of a file and keeps it until `unsubscribe`. */
    subscribe(file: Blob, onChange: () => void): () => void {
      const entry = entries.get(file) ?? enqueue(file)
      clearTimeout(entry.releaseTimer)
      const unsubscribe = entry.changes.subscribe(onChange)
      startNext()
      return () => {
        unsubscribe()
        if (entry.changes.size > 0) return
        entry.releaseTimer = setTimeout(() => release(file, entry), releaseDelayMs)
      }
    },
  }
}

/** A picture of a local file: on its way, there, or none. */
export type FilePreview =
  | { status: 'loading'; url?: undefined }
  | { status: 'ready'; /** A `blob:` URL; revoked once nobody shows it. */ url: string }
  | { status: 'none'; url?: undefined }

/** Makes the picture of a file; `undefined` where the browser cannot show it. */
export type MakePreview = (file: Blob, signal: AbortSignal) => Promise<Blob | undefined>

type Entry = {
  preview: FilePreview
  listeners: Set<() => void>
  controller: AbortController
  release?: ReturnType<typeof setTimeout> | undefined
}

export const loadingPreview: FilePreview = { status: 'loading' }
export const noPreview: FilePreview = { status: 'none' }

// Decoding takes memory for every pixel: two twelve-megapixel photos are a hundred megabytes for a moment.
const maxConcurrent = 2
// A row that is scrolled out and back in, and StrictMode's second subscription, find what was there.
const releaseDelayMs = 1_000

/** Pictures of files, made once for all who show them, the newest wanted first, and revoked when nobody does. */
export function createPreviewStore(make: MakePreview) {
  const entries = new Map<Blob, Entry>()
  const waiting: Blob[] = []
  let running = 0

  function setState(entry: Entry, preview: FilePreview) {
    entry.preview = preview
    for (const listener of entry.listeners) listener()
  }

  function next() {
    while (running < maxConcurrent) {
      // What came into view last is what is looked at.
      const file = waiting.pop()
      if (!file) return
      const entry = entries.get(file)
      if (entry?.preview.status === 'loading') void run(file, entry)
    }
  }

  async function run(file: Blob, entry: Entry) {
    running++
    const { signal } = entry.controller
    const picture = await make(file, signal).catch(() => undefined)
    running--
    if (!signal.aborted) {
      setState(entry, picture ? { status: 'ready', url: URL.createObjectURL(picture) } : noPreview)
    }
    next()
  }

  function open(file: Blob): Entry {
    const entry: Entry = {
      preview: loadingPreview,
      listeners: new Set(),
      controller: new AbortController(),
    }
    entries.set(file, entry)
    waiting.push(file)
    return entry
  }

  function release(file: Blob, entry: Entry) {
    entries.delete(file)
    entry.controller.abort()
    const place = waiting.indexOf(file)
    if (place >= 0) waiting.splice(place, 1)
    if (entry.preview.url) URL.revokeObjectURL(entry.preview.url)
  }

  return {
    get: (file: Blob): FilePreview => entries.get(file)?.preview ?? loadingPreview,
    /** Wants the picture until it is told otherwise. */
    subscribe(file: Blob, listener: () => void): () => void {
      const entry = entries.get(file) ?? open(file)
      clearTimeout(entry.release)
      // One function may want it twice.
      const call = () => listener()
      entry.listeners.add(call)
      next()
      return () => {
        entry.listeners.delete(call)
        if (entry.listeners.size > 0) return
        entry.release = setTimeout(() => release(file, entry), releaseDelayMs)
      }
    },
  }
}

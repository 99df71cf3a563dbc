import { loadChunk, loadWithRetries } from '../lib/load-chunk.ts'
import { createSubscribable } from '../lib/subscribable.ts'

/** Code that is loaded when it is first needed. */
export type Chunk<T> = {
  /** The code; `undefined` until it is loaded. */
  get(): T | undefined
  /**
   * Loads the code, again if the last attempt failed.
   *
   * @throws UploadError with the code `network` or `offline`
   */
  load(): Promise<T>
  /** Loads the code in advance: who needs it later loads it again if that fails, and handles the error. */
  preload(): void
  /** Calls the listener when the code is loaded, by whomever. Returns how to unsubscribe. */
  onLoad(listener: () => void): () => void
  /** Like `onLoad`, and loads the code; after a failure again and again until all have unsubscribed. */
  subscribe(listener: () => void): () => void
}

/** Code that is loaded on demand: `createChunk(() => import('./chunk.ts'))`. */
export function createChunk<T>(importChunk: () => Promise<T>): Chunk<T> {
  const listeners = createSubscribable()
  let loaded: T | undefined

  async function load(): Promise<T> {
    if (loaded) return loaded
    const module = await loadChunk(importChunk)
    if (loaded) return module
    loaded = module
    listeners.notify()
    needed.notify()
    return module
  }
  const needed = createSubscribable(() => {
    const controller = new AbortController()
    loadWithRetries(load, controller.signal).catch(() => undefined)
    return () => controller.abort()
  })
  return {
    get: () => loaded,
    load,
    preload: () => void load().catch(() => undefined),
    onLoad: (listener) => (loaded ? () => undefined : listeners.subscribe(listener)),
    subscribe: (listener) => (loaded ? () => undefined : needed.subscribe(listener)),
  }
}

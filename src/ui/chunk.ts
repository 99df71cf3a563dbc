import { loadChunk } from '../lib/load-chunk.ts'
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
  let subscribers = 0
  let isLoading = false

  async function load(): Promise<T> {
    if (loaded) return loaded
    const module = await loadChunk(importChunk)
    if (loaded) return module
    loaded = module
    listeners.notify()
    return module
  }
  async function loadWhileNeeded() {
    isLoading = true
    await loadChunkWhileNeeded(load, () => subscribers > 0)
    isLoading = false
  }
  return {
    get: () => loaded,
    load,
    preload: () => void load().catch(() => undefined),
    onLoad: (listener) => (loaded ? () => undefined : listeners.subscribe(listener)),
    subscribe(listener) {
      if (loaded) return () => undefined
      const unsubscribe = listeners.subscribe(listener)
      subscribers++
      if (!isLoading) void loadWhileNeeded()
      return () => {
        subscribers--
        unsubscribe()
      }
    },
  }
}

const maxRetryDelayMs = 30_000

/** Imports a chunk; a failure is transient, so it is retried with backoff as long as the chunk is needed. */
export async function loadChunkWhileNeeded<T>(
  load: () => Promise<T>,
  isNeeded: () => boolean,
): Promise<T | undefined> {
  for (let delayMs = 1_000; ; delayMs = Math.min(delayMs * 2, maxRetryDelayMs)) {
    try {
      return await load()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, delayMs))
      if (!isNeeded()) return undefined
    }
  }
}

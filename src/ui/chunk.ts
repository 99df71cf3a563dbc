import { loadChunkWhileNeeded } from './load-chunk-while-needed.ts'

/** Code that is loaded when it is first needed. */
export type Chunk<T> = {
  /** The code; `undefined` until it is loaded. */
  get(): T | undefined
  /** Loads the code, and calls the listener when it is there. Returns how to unsubscribe. */
  subscribe(listener: () => void): () => void
}

/** Loads code with the first subscription: `createChunk(() => import('./chunk.ts'))`. */
export function createChunk<T>(load: () => Promise<T>): Chunk<T> {
  const listeners = new Set<() => void>()
  let loaded: T | undefined
  let isLoading = false

  async function start() {
    isLoading = true
    loaded = await loadChunkWhileNeeded(load, () => listeners.size > 0)
    isLoading = false
    if (loaded) for (const listener of [...listeners]) listener()
  }
  return {
    get: () => loaded,
    subscribe(listener) {
      listeners.add(listener)
      if (!loaded && !isLoading) void start()
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

'use client'

import { useSyncExternalStore } from 'react'
import type { Chunk } from '../ui/chunk.ts'

/** Code that is loaded on demand, while it is needed; `undefined` until it is loaded. */
export function useChunk<T>(chunk: Chunk<T>, isNeeded = true): T | undefined {
  return useSyncExternalStore(isNeeded ? chunk.subscribe : chunk.onLoad, chunk.get, () => undefined)
}

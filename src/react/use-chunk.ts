'use client'

import { useSyncExternalStore } from 'react'
import type { Chunk } from '../ui/chunk.ts'

const noSubscription = () => () => undefined

/** Code that is loaded on demand; `undefined` until it is loaded, and while it is not needed. */
export function useChunk<T>(chunk: Chunk<T>, isNeeded = true): T | undefined {
  const get = () => (isNeeded ? chunk.get() : undefined)
  return useSyncExternalStore(isNeeded ? chunk.subscribe : noSubscription, get, () => undefined)
}

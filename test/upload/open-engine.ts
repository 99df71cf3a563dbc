import type { EngineOptions } from '../../src/upload/engine-options.ts'
import { createUploadEngine, type UploadEngine } from '../../src/upload/engine.ts'
import { openMemoryStore, type MemoryStoreOptions } from './open-memory-store.ts'

export const quickly = { baseMs: 1, capMs: 5 }

/** An engine and the store in memory that it sends to. */
export function openEngine(options: MemoryStoreOptions = {}, more: Partial<EngineOptions> = {}) {
  const store = openMemoryStore(options)
  const { backend, transfer } = store
  const engine = createUploadEngine({ backend, transfer, retry: quickly, storage: null, ...more })
  return { store, engine }
}

export const bytesOf = (size: number) => Uint8Array.from({ length: size }, (_, place) => place % 251)

export const fileOf = (size: number, name = 'a.bin') => new File([bytesOf(size)], name)

/** Adds one file; gives its id. */
export function add(engine: UploadEngine, file: File): string {
  const [upload] = engine.add([file])
  return upload?.id ?? ''
}

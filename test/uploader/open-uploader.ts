import type { UploaderOptions } from '../../src/uploader/uploader-options.ts'
import { createUploader, type Uploader } from '../../src/uploader/uploader.ts'
import { openMemoryStore, type MemoryStoreOptions } from './open-memory-store.ts'

export const quickly = { minDelayMs: 1, maxDelayMs: 5 }

/** An uploader with a store in memory. */
export function openUploader(options: MemoryStoreOptions = {}, more: Partial<UploaderOptions> = {}) {
  const store = openMemoryStore(options)
  const { backend, transfer } = store
  const uploader = createUploader({ backend, transfer, retry: quickly, storage: null, ...more })
  return { store, uploader }
}

export const bytesOf = (size: number) => Uint8Array.from({ length: size }, (_, index) => index % 251)

export const fileOf = (size: number, name = 'a.bin') => new File([bytesOf(size)], name)

/** Adds one file; returns the id of its upload. */
export function add(uploader: Uploader, file: File): string {
  const [upload] = uploader.add([file])
  return upload?.id ?? ''
}

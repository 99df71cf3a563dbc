import type { Backend } from '../../src/backends/backend.ts'
import type { SignedUpload, UploadTarget } from '../../src/model/upload-target.ts'
import type { UploaderOptions } from '../../src/uploader/uploader-options.ts'
import { createUploader, type Uploader } from '../../src/uploader/uploader.ts'
import { openMemoryStore, type MemoryStore, type MemoryStoreOptions } from './open-memory-store.ts'

export const quickly = { minDelayMs: 1, maxDelayMs: 5 }

/** An uploader with a store in memory, and other options, which may depend on the store. */
export function openUploader(
  options: MemoryStoreOptions = {},
  more: Partial<UploaderOptions> | ((store: MemoryStore) => Partial<UploaderOptions>) = {},
) {
  const store = openMemoryStore(options)
  const { backend, transfer } = store
  const others = typeof more === 'function' ? more(store) : more
  const uploader = createUploader({ backend, transfer, retry: quickly, storage: null, ...others })
  return { store, uploader }
}

type MultipartTarget = Extract<UploadTarget, { type: 'multipart' }>

/** The backend with changed multipart targets. */
export function withMultipart(
  backend: MemoryStore['backend'],
  change: (target: MultipartTarget) => Partial<MultipartTarget>,
): Backend {
  return {
    ...backend,
    async sign(intents) {
      const uploads = await backend.sign(intents)
      return uploads.map(({ file, target }): SignedUpload => {
        if (target.type !== 'multipart') return { file, target }
        return { file, target: { ...target, ...change(target) } }
      })
    },
  }
}

export const bytesOf = (size: number) => Uint8Array.from({ length: size }, (_, index) => index % 251)

export const fileOf = (size: number, name = 'a.bin') => new File([bytesOf(size)], name)

/** Adds one file; returns the id of its upload. */
export function add(uploader: Uploader, file: File): string {
  const [upload] = uploader.add([file])
  return upload?.id ?? ''
}

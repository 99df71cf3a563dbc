'use client'

import { useMemo } from 'react'
import type { AddOptions } from '../../uploader/create-upload.ts'
import type { Upload } from '../../uploader/upload.ts'
import { useUploadContext } from '../context.ts'
import { useLatest } from '../use-latest.ts'

/** Actions for many uploads. */
export type UploadActions = {
  /** Queues files and starts them. */
  add(files: Iterable<File | Blob>, options?: AddOptions): readonly Upload[]
  /** Removes an upload from the list; one in progress is cancelled first. */
  remove(id: string): void
  pauseAll(): void
  resumeAll(): void
  cancelAll(): void
  retryFailed(): void
  /** Removes completed uploads from the list; their files stay in the storage. */
  clearCompleted(): void
}

/**
 * Actions for many uploads, without a subscription: the component does not re-render, and the functions are stable.
 *
 * @param options defaults for `add`
 */
export function useUploadActions(options?: AddOptions): UploadActions {
  const { uploader } = useUploadContext()
  const defaults = useLatest(options)
  return useMemo(
    () => ({
      add: (files, overrides) => uploader.add([...files], { ...defaults.current, ...overrides }),
      remove: (id) => uploader.remove([id]),
      pauseAll: () => uploader.pauseAll(),
      resumeAll: () => uploader.resumeAll(),
      cancelAll: () => uploader.cancelAll(),
      retryFailed: () => uploader.retryFailed(),
      clearCompleted: () => uploader.clearCompleted(),
    }),
    [uploader, defaults],
  )
}

'use client'

import { useMemo } from 'react'
import type { AddOptions } from '../../uploader/create-upload.ts'
import type { Upload } from '../../uploader/upload.ts'
import { useUploadContext } from '../context.ts'
import { useLatest } from '../use-latest.ts'

/** The verbs for many uploads. */
export type UploadActions = {
  /** Puts files into the queue and starts them. */
  add(files: Iterable<File | Blob>, options?: AddOptions): readonly Upload[]
  /** Takes one off the list; cancels it first where it is on its way. */
  remove(id: string): void
  pauseAll(): void
  resumeAll(): void
  cancelAll(): void
  retryFailed(): void
  /** Takes the completed off the list; their files stay where they are. */
  clearCompleted(): void
}

/** The verbs for many uploads, without a subscription: never re-renders, and they keep their identity. */
export function useUploadActions(options?: AddOptions): UploadActions {
  const { uploader } = useUploadContext()
  const defaults = useLatest(options)
  return useMemo(
    () => ({
      add: (files, more) => uploader.add([...files], { ...defaults.current, ...more }),
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

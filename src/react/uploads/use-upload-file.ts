'use client'

import { useMemo, useState } from 'react'
import type { UploadError } from '../../errors.ts'
import type { RemoteFile } from '../../model/remote-file.ts'
import type { AddOptions } from '../../uploader/create-upload.ts'
import { uploadFraction } from '../../uploader/progress.ts'
import type { UploadStatus } from '../../uploader/upload.ts'
import { useUploadContext } from '../context.ts'
import { useLatest } from '../use-latest.ts'
import { useUpload } from './use-upload.ts'

/** Options of `useUploadFile`: defaults for `upload`, and callbacks. */
export type UseUploadFileOptions = AddOptions & {
  /** Called when an upload has completed. */
  onSuccess?: ((file: RemoteFile) => void) | undefined
  /** Called when an upload has failed or was cancelled. */
  onError?: ((error: unknown) => void) | undefined
  /** Called after either of them. */
  onSettled?: ((file: RemoteFile | undefined, error: unknown) => void) | undefined
}

/** What `useUploadFile` returns. */
export type UseUploadFileResult = {
  /**
   * Uploads a file. Resolves with the remote file; rejects with an `UploadError` if it fails or is cancelled. A previous
   * upload that is in progress continues, the hook shows the new one.
   */
  upload(file: File | Blob, options?: AddOptions): Promise<RemoteFile>
  /** Id of the upload, for `<UploadProgress uploadId>`. */
  uploadId: string | undefined
  status: UploadStatus | 'idle'
  /** From 0 to 1. */
  progress: number
  file: RemoteFile | undefined
  error: UploadError | undefined
  pause(): void
  resume(): void
  cancel(): void
  retry(): void
  /** Returns to `idle`; cancels an upload in progress. */
  reset(): void
}

/**
 * Uploads one file at a time.
 *
 * @example
 * const { upload, status, progress } = useUploadFile({ onSuccess: (file) => setAvatar(file.id) })
 */
export function useUploadFile(options?: UseUploadFileOptions): UseUploadFileResult {
  const { uploader } = useUploadContext()
  const latest = useLatest(options)
  const [uploadId, setUploadId] = useState<string>()
  const { upload, pause, resume, cancel, retry, remove } = useUpload(uploadId ?? '')

  const actions = useMemo(
    () => ({
      upload(file: File | Blob, overrides?: AddOptions): Promise<RemoteFile> {
        const {
          onSuccess: _success,
          onError: _error,
          onSettled: _settled,
          ...defaults
        } = latest.current ?? {}
        const [added] = uploader.add([file], { ...defaults, ...overrides })
        if (!added) throw new TypeError('upload(file) needs a File or a Blob.')
        setUploadId(added.id)
        const promise = uploader.wait(added.id)
        promise.then(
          (remote) => {
            latest.current?.onSuccess?.(remote)
            latest.current?.onSettled?.(remote, undefined)
          },
          (error: unknown) => {
            latest.current?.onError?.(error)
            latest.current?.onSettled?.(undefined, error)
          },
        )
        return promise
      },
      reset() {
        remove()
        setUploadId(undefined)
      },
      pause,
      resume,
      cancel,
      retry,
    }),
    [uploader, latest, pause, resume, cancel, retry, remove],
  )
  return useMemo(
    () => ({
      ...actions,
      uploadId,
      status: upload?.state.status ?? 'idle',
      progress: upload ? uploadFraction(upload) : 0,
      file: upload?.remote,
      error: upload?.state.status === 'failed' ? upload.state.error : undefined,
    }),
    [actions, uploadId, upload],
  )
}

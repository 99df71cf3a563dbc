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

/** One file's upload as `useUploadFile` tells it. */
export type UseUploadFileResult = {
  /**
   * Uploads a file. Resolves once it is ready; rejects with an `UploadError` when it fails or is cancelled.
   * An upload that was running goes on in the engine; this hook shows the new one.
   */
  upload(file: File | Blob, options?: AddOptions): Promise<RemoteFile>
  /** The engine's id of the upload, for `<UploadProgress uploadId>`. */
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
  /** Back to `idle`; cancels what is on its way. */
  reset(): void
}

/** Uploads one file at a time. */
export function useUploadFile(options?: AddOptions): UseUploadFileResult {
  const { uploader } = useUploadContext()
  const defaults = useLatest(options)
  const [uploadId, setUploadId] = useState<string>()
  const { upload, pause, resume, cancel, retry, remove } = useUpload(uploadId ?? '')

  const verbs = useMemo(
    () => ({
      async upload(file: File | Blob, more?: AddOptions) {
        const [added] = uploader.add([file], { ...defaults.current, ...more })
        if (!added) throw new TypeError('There is no file to upload.')
        setUploadId(added.id)
        return uploader.wait(added.id)
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
    [uploader, defaults, pause, resume, cancel, retry, remove],
  )
  return useMemo(
    () => ({
      ...verbs,
      uploadId,
      status: upload?.state.status ?? 'idle',
      progress: upload ? uploadFraction(upload) : 0,
      file: upload?.remote,
      error: upload?.state.status === 'failed' ? upload.state.error : undefined,
    }),
    [verbs, uploadId, upload],
  )
}

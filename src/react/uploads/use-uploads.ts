'use client'

import { useMemo, useSyncExternalStore } from 'react'
import type { AddOptions } from '../../uploader/create-upload.ts'
import type { Upload } from '../../uploader/upload.ts'
import { useUploadContext } from '../context.ts'
import { useUploadActions, type UploadActions } from './use-upload-actions.ts'

/** All uploads and the verbs for many. */
export type UseUploadsResult = UploadActions & { uploads: readonly Upload[] }

/**
 * All uploads; re-renders with each frame in which one of them moved. Long lists take `useUploadIds` and
 * `useUpload` in each row.
 *
 * @param options what `add` says of files besides what they say themselves
 */
export function useUploads(options?: AddOptions): UseUploadsResult {
  const { uploader } = useUploadContext()
  const uploads = useSyncExternalStore(uploader.subscribeAll, uploader.uploads, uploader.uploads)
  const verbs = useUploadActions(options)
  return useMemo(() => ({ uploads, ...verbs }), [uploads, verbs])
}

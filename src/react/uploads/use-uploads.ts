'use client'

import { useMemo, useSyncExternalStore } from 'react'
import type { AddOptions } from '../../uploader/create-upload.ts'
import type { Upload } from '../../uploader/upload.ts'
import { useAnnouncements } from '../a11y/use-upload-announcer.ts'
import { useUploadContext } from '../context.ts'
import { useUploadActions, type UploadActions } from './use-upload-actions.ts'

/** All uploads, and the actions for many. */
export type UseUploadsResult = UploadActions & { uploads: readonly Upload[] }

/**
 * All uploads; re-renders on every frame in which one of them makes progress. For long lists use `useUploadIds`, and
 * `useUploadRow` in each row.
 *
 * @param options defaults for `add`
 */
export function useUploads(options?: AddOptions): UseUploadsResult {
  const { uploader } = useUploadContext()
  const uploads = useSyncExternalStore(uploader.subscribeAll, uploader.uploads, uploader.uploads)
  const actions = useUploadActions(options)
  useAnnouncements()
  return useMemo(() => ({ uploads, ...actions }), [uploads, actions])
}

/** The ids of all uploads in order; re-renders only when one is added or removed. */
export function useUploadIds(): readonly string[] {
  const { uploader } = useUploadContext()
  return useSyncExternalStore(uploader.subscribeIds, uploader.ids, uploader.ids)
}

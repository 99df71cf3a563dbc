'use client'

import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { getAvailableActions, type UploadActionsAvailable } from '../../ui/uploads/available-actions.ts'
import type { Upload } from '../../uploader/upload.ts'
import { useAnnouncements } from '../a11y/use-upload-announcer.ts'
import { useUploadContext } from '../context.ts'

/** One upload and its actions. */
export type UseUploadResult = {
  /** `undefined` once it was removed. */
  upload: Upload | undefined
  /** The actions that are available now. */
  can: UploadActionsAvailable
  pause(): void
  resume(): void
  cancel(): void
  retry(): void
  /** Removes it from the list; an upload in progress is cancelled first. */
  remove(): void
}

/** One upload; re-renders only when that one changes. */
export function useUpload(id: string): UseUploadResult {
  const { uploader } = useUploadContext()
  const subscribe = useCallback((listener: () => void) => uploader.subscribe(id, listener), [uploader, id])
  const read = () => uploader.get(id)
  const upload = useSyncExternalStore(subscribe, read, read)
  useAnnouncements()
  const actions = useMemo(
    () => ({
      pause: () => uploader.pause(id),
      resume: () => uploader.resume(id),
      cancel: () => uploader.cancel(id),
      retry: () => uploader.retry(id),
      remove: () => uploader.remove([id]),
    }),
    [uploader, id],
  )
  return useMemo(
    () => ({ upload, can: getAvailableActions(upload ? [upload.state.status] : []), ...actions }),
    [upload, actions],
  )
}

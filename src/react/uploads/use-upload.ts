'use client'

import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { Upload } from '../../uploader/upload.ts'
import { getAvailableActions, type UploadActionsAvailable } from '../../ui/uploads/available-actions.ts'
import { useUploadContext } from '../context.ts'

/** One upload and its verbs. */
export type UseUploadResult = {
  /** `undefined` once it was removed. */
  upload: Upload | undefined
  /** Which of the verbs would do something now. */
  can: UploadActionsAvailable
  pause(): void
  resume(): void
  cancel(): void
  retry(): void
  /** Takes it off the list; cancels it first where it is on its way. */
  remove(): void
}

/** One upload; re-renders only when that one changes. */
export function useUpload(id: string): UseUploadResult {
  const { uploader } = useUploadContext()
  const subscribe = useCallback((listener: () => void) => uploader.subscribe(id, listener), [uploader, id])
  const read = () => uploader.get(id)
  const upload = useSyncExternalStore(subscribe, read, read)
  const verbs = useMemo(
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
    () => ({ upload, can: getAvailableActions(upload ? [upload] : []), ...verbs }),
    [upload, verbs],
  )
}

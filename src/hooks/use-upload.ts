'use client'

import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { Upload } from '../upload/upload.ts'
import { abilitiesOf, type UploadAbilities } from './upload-abilities.ts'
import { useUploadContext } from './upload-context.ts'

/** One upload and its verbs. */
export type UseUploadResult = {
  /** `undefined` once it was removed. */
  upload: Upload | undefined
  /** Which of the verbs would do something now. */
  can: UploadAbilities
  pause(): void
  resume(): void
  cancel(): void
  retry(): void
  /** Takes it off the list; cancels it first where it is on its way. */
  remove(): void
}

/** One upload; re-renders only when that one changes. */
export function useUpload(id: string): UseUploadResult {
  const { engine } = useUploadContext()
  const subscribe = useCallback((listener: () => void) => engine.subscribe(id, listener), [engine, id])
  const read = () => engine.get(id)
  const upload = useSyncExternalStore(subscribe, read, read)
  const verbs = useMemo(
    () => ({
      pause: () => engine.pause(id),
      resume: () => engine.resume(id),
      cancel: () => engine.cancel(id),
      retry: () => engine.retry(id),
      remove: () => engine.remove([id]),
    }),
    [engine, id],
  )
  return useMemo(() => ({ upload, can: abilitiesOf(upload ? [upload] : []), ...verbs }), [upload, verbs])
}

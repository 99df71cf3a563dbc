import { useCallback, useSyncExternalStore } from 'react'
import type { EngineTotals } from '../upload/engine.ts'
import { uploadTotals } from '../upload/progress.ts'
import type { Upload } from '../upload/upload.ts'
import { useUploadContext } from './upload-context.ts'

const noTotals: EngineTotals = { ...uploadTotals([]), bytesPerSecond: undefined }

/** What progress is derived from: one upload, or the totals; listens to no more than that. */
export function useProgressSource(id: string | undefined): {
  upload: Upload | undefined
  totals: EngineTotals
  bytesPerSecond: number | undefined
} {
  const { engine } = useUploadContext()
  const subscribe = useCallback(
    (listener: () => void) =>
      id === undefined ? engine.subscribeAll(listener) : engine.subscribe(id, listener),
    [engine, id],
  )
  const readUpload = () => (id === undefined ? undefined : engine.get(id))
  const readTotals = () => (id === undefined ? engine.totals() : noTotals)
  const upload = useSyncExternalStore(subscribe, readUpload, readUpload)
  const totals = useSyncExternalStore(subscribe, readTotals, readTotals)
  const state = upload?.state
  const ownSpeed = state?.status === 'uploading' ? state.bytesPerSecond : undefined
  return { upload, totals, bytesPerSecond: id === undefined ? totals.bytesPerSecond : ownSpeed }
}

'use client'

import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { EngineTotals } from '../../uploader/throughput.ts'
import { uploadTotals } from '../../uploader/progress.ts'
import type { Upload } from '../../uploader/upload.ts'
import { getAvailableActions, type UploadActionsAvailable } from '../../ui/uploads/available-actions.ts'
import { useUploadContext } from '../context.ts'

const noUploads: readonly Upload[] = []
const noTotals: EngineTotals = { ...uploadTotals([]), bytesPerSecond: undefined }

/** What progress is derived from: one upload, or the totals; listens to no more than that. */
export function useProgressSource(id: string | undefined): {
  upload: Upload | undefined
  totals: EngineTotals
  /** What can be done with it, or with one of all at least. */
  can: UploadActionsAvailable
  bytesPerSecond: number | undefined
} {
  const { uploader } = useUploadContext()
  const subscribe = useCallback(
    (listener: () => void) =>
      id === undefined ? uploader.subscribeAll(listener) : uploader.subscribe(id, listener),
    [uploader, id],
  )
  const readUpload = () => (id === undefined ? undefined : uploader.get(id))
  const readTotals = () => (id === undefined ? uploader.totals() : noTotals)
  const readAll = () => (id === undefined ? uploader.uploads() : noUploads)
  const upload = useSyncExternalStore(subscribe, readUpload, readUpload)
  const totals = useSyncExternalStore(subscribe, readTotals, readTotals)
  const all = useSyncExternalStore(subscribe, readAll, readAll)
  const can = useMemo(() => getAvailableActions(upload ? [upload] : all), [upload, all])
  const state = upload?.state
  const ownSpeed = state?.status === 'uploading' ? state.bytesPerSecond : undefined
  return { upload, totals, can, bytesPerSecond: id === undefined ? totals.bytesPerSecond : ownSpeed }
}

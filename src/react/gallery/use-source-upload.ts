'use client'

import { useMemo, useSyncExternalStore } from 'react'
import type { Uploader } from '../../uploader/uploader.ts'
import { isSettled, type Upload } from '../../uploader/upload.ts'
import { useUploadContext } from '../context.ts'

/** The upload that a file came by, as far as a gallery cares: not how many bytes are out. */
export type UploadedSource = {
  source: File | Blob
  name: string
  contentType: string
  /** Whether its bytes are still on their way: the backend has nothing to tell yet. */
  isUploading: boolean
}

/** Finds a file among the engine's uploads; re-renders only when what it gives changes. */
export function useSourceUpload(fileId: string | undefined): UploadedSource | undefined {
  const { uploader } = useUploadContext()
  const read = useMemo(() => createReader(uploader, fileId), [uploader, fileId])
  return useSyncExternalStore(uploader.subscribeAll, read, read)
}

function createReader(engine: Uploader, fileId: string | undefined) {
  let known: UploadedSource | undefined
  return (): UploadedSource | undefined => {
    const upload =
      fileId === undefined ? undefined : engine.uploads().findLast(({ remote }) => remote?.id === fileId)
    const isSame = upload?.source === known?.source && (!upload || isUploading(upload) === known?.isUploading)
    if (isSame) return known
    known = upload && { ...select(upload), isUploading: isUploading(upload) }
    return known
  }
}

function select({ source, name, contentType }: Upload) {
  return { source, name, contentType }
}

function isUploading({ state }: Upload): boolean {
  return !isSettled(state.status) && state.status !== 'processing'
}

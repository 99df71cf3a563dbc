'use client'

import { useMemo, useSyncExternalStore } from 'react'
import type { UploadEngine } from '../upload/engine.ts'
import { isSettled, type Upload } from '../upload/upload.ts'
import { useUploadContext } from './upload-context.ts'

/** The upload that a file came by, as far as a gallery cares: not how many bytes are out. */
export type UploadedSource = {
  source: File | Blob
  name: string
  contentType: string
  /** Whether its bytes are still on their way: the backend has nothing to tell yet. */
  isOnItsWay: boolean
}

/** Finds a file among the engine's uploads; re-renders only when what it gives changes. */
export function useUploadedSource(fileId: string | undefined): UploadedSource | undefined {
  const { engine } = useUploadContext()
  const read = useMemo(() => createReader(engine, fileId), [engine, fileId])
  return useSyncExternalStore(engine.subscribeAll, read, read)
}

function createReader(engine: UploadEngine, fileId: string | undefined) {
  let known: UploadedSource | undefined
  return (): UploadedSource | undefined => {
    const upload =
      fileId === undefined ? undefined : engine.all().findLast(({ remote }) => remote?.id === fileId)
    const isSame = upload?.source === known?.source && (!upload || isOnItsWay(upload) === known?.isOnItsWay)
    if (isSame) return known
    known = upload && { ...pick(upload), isOnItsWay: isOnItsWay(upload) }
    return known
  }
}

function pick({ source, name, contentType }: Upload) {
  return { source, name, contentType }
}

function isOnItsWay({ state }: Upload): boolean {
  return !isSettled(state.status) && state.status !== 'processing'
}

'use client'

import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { UploadError } from '../errors.ts'
import { backendKeyOf } from '../upload/resume/backend-key.ts'
import { discardResumable } from '../upload/resume/discard-resumable.ts'
import { toResumableUpload, type ResumableUpload } from '../upload/resume/resumable-upload.ts'
import type { ResumableRecord } from '../upload/resume/resumable.ts'
import type { ResumeLog } from '../upload/resume/resume-log.ts'
import { sameFile } from '../upload/resume/same-file.ts'
import type { Upload } from '../upload/upload.ts'
import { useUploadContext } from './upload-context.ts'
import { useLatest } from './use-latest.ts'

/** What `useResumableUploads` gives. */
export type UseResumableUploadsResult = {
  /** The one that moved last first. Without those that some tab is sending. */
  uploads: readonly ResumableUpload[]
  /** Whether it is not known yet if there are any. */
  isLoading: boolean
  /**
   * Goes on with one: only the missing parts are sent. Call it from a click where the file is opened again
   * (`canReopen`), since the browser may ask; give the file where it is not. Rejects with an `UploadError`:
   * `file-changed` where it is another file, `file-unreadable` where there is no file to be had.
   */
  resume(id: string, file?: File | Blob): Promise<Upload>
  /** Forgets one, and deletes at the store what had arrived. Rejects where the store cannot be asked. */
  discard(id: string): Promise<void>
  /** Discards all of them; rejects with the first failure after having tried each. */
  discardAll(): Promise<void>
}

const noRecords: readonly ResumableRecord[] = []

/**
 * Uploads in parts that a reload, a crash or a closed tab cut off, in this browser and for this provider's backend. A
 * file that is dropped again goes on by itself; this is for showing what waits, and for going on with one click.
 */
export function useResumableUploads(): UseResumableUploadsResult {
  const { engine, backend } = useUploadContext()
  const log = engine.resumables
  const [records, refresh] = useRecords(log, backendKeyOf(backend))
  const latest = useLatest(records ?? noRecords)

  const verbs = useMemo(() => {
    async function discard(id: string) {
      await discardResumable(log, backend, id).finally(refresh)
    }
    return {
      discard,
      async resume(id: string, file?: File | Blob) {
        // Without an `await` before the browser asks: its question wants a click that was just now.
        const record = latest.current.find((one) => one.id === id)
        if (!record) throw new UploadError('not-found', 'There is no such interrupted upload any more.')
        const source = await sameFile(record, file)
        const { name, contentType, metadata } = record
        const [upload] = engine.add([source], { name, contentType, metadata, resumeId: id })
        if (!upload) throw new TypeError('There is no file to upload.')
        return upload
      },
      async discardAll() {
        const failures: unknown[] = []
        for (const { id } of latest.current) await discard(id).catch((error: unknown) => failures.push(error))
        if (failures.length > 0) throw failures[0]
      },
    }
  }, [engine, log, backend, latest, refresh])

  return useMemo(
    () => ({ ...verbs, uploads: (records ?? noRecords).map(toResumableUpload), isLoading: !records }),
    [verbs, records],
  )
}

/** Records of this backend, `undefined` until they are known, and a way to look again. */
function useRecords(log: ResumeLog, backendKey: string) {
  const [all, setAll] = useState<readonly ResumableRecord[]>()
  // A look that was overtaken by a later one tells nothing.
  const looks = useRef(0)
  const refresh = useCallback(() => {
    const look = ++looks.current
    void log.list().then((found) => {
      if (look === looks.current) setAll(found)
    })
  }, [log])

  useEffect(() => {
    refresh()
    const stop = log.subscribe(refresh)
    // A tab that crashed told nobody: look when this one is looked at.
    const look = () => {
      if (document.visibilityState === 'visible') refresh()
    }
    document.addEventListener('visibilitychange', look)
    return () => {
      stop()
      document.removeEventListener('visibilitychange', look)
    }
  }, [log, refresh])

  const records = useMemo(() => all?.filter(({ backend }) => backend === backendKey), [all, backendKey])
  return [records, refresh] as const
}

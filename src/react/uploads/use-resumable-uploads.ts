'use client'

import { useMemo, useState } from 'react'
import { UploadError } from '../../errors.ts'
import { getBackendKey } from '../../uploader/backend-key.ts'
import { discardResumable, reopenFile } from '../../uploader/resume/lazy-resume-store.ts'
import { toResumableUpload, type ResumableUpload } from '../../uploader/resume/resumable-upload.ts'
import type { ResumableRecord } from '../../uploader/resume/record.ts'
import type { Upload } from '../../uploader/upload.ts'
import { useUploadContext } from '../context.ts'
import { useLatest } from '../use-latest.ts'
import { useResumableRecords } from './use-resumable-records.ts'

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
  const { uploader, backend } = useUploadContext()
  const log = uploader.resumables
  const [records, refresh] = useResumableRecords(log, getBackendKey(backend))
  // While one is discarded it is held, and so not on the list: it is shown until it is known how that ended.
  const [leaving, setLeaving] = useState(noRecords)
  const shown = useMemo(() => withPendingRemovals(records ?? noRecords, leaving), [records, leaving])
  const latest = useLatest(shown)

  const verbs = useMemo(() => {
    async function discard(id: string) {
      const record = latest.current.find((one) => one.id === id)
      if (record) setLeaving((others) => [...others, record])
      await discardResumable(log, backend, id).finally(async () => {
        await refresh()
        setLeaving((all) => all.filter((one) => one !== record))
      })
    }
    return {
      discard,
      async resume(id: string, file?: File | Blob) {
        // Without an `await` before the browser asks: its question wants a click that was just now.
        const record = latest.current.find((one) => one.id === id)
        if (!record) throw new UploadError('not-found', 'There is no such interrupted upload any more.')
        const source = await reopenFile(record, file)
        const { name, contentType, metadata } = record
        const [upload] = uploader.add([source], { name, contentType, metadata, resumeId: id })
        if (!upload) throw new TypeError('There is no file to upload.')
        return upload
      },
      async discardAll() {
        const failures: unknown[] = []
        for (const { id } of latest.current) await discard(id).catch((error: unknown) => failures.push(error))
        if (failures.length > 0) throw failures[0]
      },
    }
  }, [uploader, log, backend, latest, refresh])

  return useMemo(
    () => ({ ...verbs, uploads: shown.map(toResumableUpload), isLoading: !records }),
    [verbs, shown, records],
  )
}

function withPendingRemovals(
  records: readonly ResumableRecord[],
  leaving: readonly ResumableRecord[],
): readonly ResumableRecord[] {
  if (leaving.length === 0) return records
  const others = records.filter(({ id }) => leaving.every((one) => one.id !== id))
  return [...others, ...leaving].sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime())
}

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

/** Result of `useResumableUploads`. */
export type UseResumableUploadsResult = {
  /** Last updated first. Without those that a tab is sending. */
  uploads: readonly ResumableUpload[]
  /** Whether the list is still being read. */
  isLoading: boolean
  /**
   * Continues an upload: only the missing parts are sent. If `canReopen`, call it from a click, since the browser may ask
   * for permission to open the file; else pass the file. Rejects with an `UploadError`: `file-changed` if it is another
   * file, `file-unreadable` if it can't be opened.
   */
  resume(id: string, file?: File | Blob): Promise<Upload>
  /** Aborts an upload at the store and deletes its record. Rejects if the store can't be reached. */
  discard(id: string): Promise<void>
  /** Discards all; rejects with the first error after trying each. */
  discardAll(): Promise<void>
}

const noRecords: readonly ResumableRecord[] = []

/**
 * Multipart uploads to the provider's backend that were interrupted by a reload, a crash or a closed tab. An upload
 * continues automatically when its file is added again; this hook lists them and continues one with a click.
 */
export function useResumableUploads(): UseResumableUploadsResult {
  const { uploader, backend } = useUploadContext()
  const store = uploader.resumables
  const [records, refresh] = useResumableRecords(store, getBackendKey(backend))
  // Discarding locks the record, which removes it from the list. It is shown until that has succeeded or failed.
  const [discarding, setDiscarding] = useState(noRecords)
  const shown = useMemo(() => withPendingRemovals(records ?? noRecords, discarding), [records, discarding])
  const latest = useLatest(shown)

  const actions = useMemo(() => {
    async function discard(id: string) {
      const record = latest.current.find((one) => one.id === id)
      if (record) setDiscarding((others) => [...others, record])
      if (store)
        await discardResumable(store, backend, id).finally(async () => {
          await refresh()
          setDiscarding((all) => all.filter((one) => one !== record))
        })
    }
    return {
      discard,
      async resume(id: string, file?: File | Blob) {
        // No `await` before the permission prompt: it requires a transient user activation, such as a recent click.
        const record = latest.current.find((one) => one.id === id)
        if (!record) throw new UploadError('not-found', 'This interrupted upload no longer exists.')
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
  }, [uploader, store, backend, latest, refresh])

  return useMemo(
    () => ({ ...actions, uploads: shown.map(toResumableUpload), isLoading: !records }),
    [actions, shown, records],
  )
}

function withPendingRemovals(
  records: readonly ResumableRecord[],
  discarding: readonly ResumableRecord[],
): readonly ResumableRecord[] {
  if (discarding.length === 0) return records
  const others = records.filter(({ id }) => discarding.every((one) => one.id !== id))
  return [...others, ...discarding].sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime())
}

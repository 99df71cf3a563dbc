'use client'

import { useMemo, useSyncExternalStore } from 'react'
import type { AddOptions } from '../upload/new-upload.ts'
import type { Upload } from '../upload/upload.ts'
import { useUploadContext } from './upload-context.ts'
import { useUploadVerbs, type UploadVerbs } from './use-upload-verbs.ts'

/** All uploads and the verbs for many. */
export type UseUploadsResult = UploadVerbs & { uploads: readonly Upload[] }

/**
 * All uploads; re-renders with each frame in which one of them moved. Long lists take `useUploadIds` and
 * `useUpload` in each row.
 *
 * @param options what `add` says of files besides what they say themselves
 */
export function useUploads(options?: AddOptions): UseUploadsResult {
  const { engine } = useUploadContext()
  const uploads = useSyncExternalStore(engine.subscribeAll, engine.all, engine.all)
  const verbs = useUploadVerbs(options)
  return useMemo(() => ({ uploads, ...verbs }), [uploads, verbs])
}

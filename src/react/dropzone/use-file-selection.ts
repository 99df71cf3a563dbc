'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { createFileSelection, type SelectionRules } from '../../ui/dropzone/file-selection.ts'
import type { DuplicatePolicy } from '../../ui/dropzone/sort-files.ts'
import type { FileLimits, ValidateFile } from '../../ui/dropzone/validate.ts'
import type { AddOptions } from '../../uploader/create-upload.ts'
import { useUploadContext } from '../context.ts'
import { useLatest } from '../use-latest.ts'

/** What a dropzone does with selected files. */
export type FileSelectionOptions = FileLimits & {
  /** Whether several files may be added at a time. @default true */
  multiple?: boolean | undefined
  /** A check by the application, after the limits, possibly asynchronous; its message is shown beside the file. */
  validate?: ValidateFile | undefined
  /**
   * What happens to a file that is already added: one with the path, size and modification time of an upload that has
   * not failed. `ask` puts it into `duplicates`.
   *
   * @default 'allow'
   */
  duplicates?: DuplicatePolicy | undefined
  /** Stored by the backend with each file, if its API can. */
  metadata?: AddOptions['metadata'] | undefined
}

type Words = Pick<SelectionRules, 'messages' | 'errors' | 'format'>

/** The selections of a dropzone, and their state. */
export function useFileSelection(options: FileSelectionOptions, words: Words) {
  const { multiple = true, duplicates = 'allow' } = options
  const { uploader } = useUploadContext()
  const latest = useLatest({ ...options, multiple, duplicates, ...words })
  const [selection] = useState(() => createFileSelection(uploader, () => latest.current))
  const state = useSyncExternalStore(selection.subscribe, selection.get, selection.get)
  useEffect(() => () => selection.interrupt(), [selection])

  const field = useSyncExternalStore(uploader.subscribeAll, selection.field, selection.field)
  return { selection, state, field }
}

'use client'

import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { createFileSelection } from '../../ui/dropzone/file-selection.ts'
import { selectionFromFiles, selectionFromTransfer } from '../../ui/dropzone/selection.ts'
import type { DuplicatePolicy } from '../../ui/dropzone/sort-files.ts'
import type { FileLimits, ValidateFile } from '../../ui/dropzone/validate.ts'
import type { AddOptions } from '../../uploader/create-upload.ts'
import { dropzoneMessages } from '../../ui/i18n/message-groups.ts'
import { useUploadContext } from '../context.ts'
import { useFormat } from '../i18n/use-format.ts'
import { useMessages } from '../i18n/use-messages.ts'
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

/** The state of a dropzone's selections, the actions on it, and what feeds it with files. */
export function useFileSelection(options: FileSelectionOptions) {
  const { multiple = true, duplicates = 'allow' } = options
  const { uploader } = useUploadContext()
  const { dropzone: messages, errors } = useMessages(dropzoneMessages)
  const format = useFormat()
  const latest = useLatest({ ...options, multiple, duplicates, messages, errors, format })
  const [selection] = useState(() => createFileSelection(uploader, () => latest.current))
  const state = useSyncExternalStore(selection.subscribe, selection.get, selection.get)
  useEffect(() => () => selection.interrupt(), [selection])

  const actions = useMemo(
    () => ({
      cancelReading: selection.cancel,
      clearRejections: selection.clearRejections,
      addDuplicate(id?: string) {
        selection.resolveDuplicates('add', id)
      },
      skipDuplicate(id?: string) {
        selection.resolveDuplicates('skip', id)
      },
      reset: selection.reset,
    }),
    [selection],
  )
  const sources = useMemo(
    () => ({
      addTransfer(transfer: DataTransfer) {
        void selection.add(() => selectionFromTransfer(transfer))
      },
      addInput(input: HTMLInputElement) {
        void selection.add(() => selectionFromFiles(input.files ?? []))
        // `change` is not dispatched when the same file is chosen again, unless the value is reset.
        input.value = ''
      },
    }),
    [selection],
  )
  const field = useSyncExternalStore(uploader.subscribeAll, selection.field, selection.field)
  return { state, field, actions, sources }
}

/** What feeds a dropzone with files. */
export type FileSources = ReturnType<typeof useFileSelection>['sources']

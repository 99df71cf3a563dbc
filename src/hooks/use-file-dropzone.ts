'use client'

import { fromEvent } from 'file-selector'
import { useCallback, useMemo, useState, type HTMLAttributes, type InputHTMLAttributes } from 'react'
import { useDropzone } from 'react-dropzone'
import type { AddOptions } from '../upload/new-upload.ts'
import { acceptList, judgeFiles, type FileLimits, type FileRejection } from './judge-files.ts'
import { useUploadContext } from './upload-context.ts'
import { useLatest } from './use-latest.ts'

/** Options of `useFileDropzone`, and so the props of `<FileDropzone>`. */
export type UseFileDropzoneOptions = FileLimits & {
  /** Whether the file dialog lets several be chosen. @default true */
  multiple?: boolean
  /** Takes nothing. @default false */
  disabled?: boolean
  /** Kept by the backend with each file, where its wire can. */
  metadata?: AddOptions['metadata']
}

/** What is held above the page: nothing, something that fits, something that does not, or nobody knows what. */
export type DragState = 'none' | 'accept' | 'reject' | 'unknown'

/** What `useFileDropzone` gives. */
export type UseFileDropzoneResult = {
  /** Of the element that files are dropped on; also takes pastes while the focus is inside. */
  getRootProps<T extends HTMLAttributes<HTMLElement>>(props?: T): T
  /** Of the hidden file input inside it. */
  getInputProps<T extends InputHTMLAttributes<HTMLInputElement>>(props?: T): T
  /** Opens the file dialog: for a real button's `onClick`. */
  open(): void
  drag: DragState
  /** Files that were not taken, newest last, until they are cleared. */
  rejections: readonly FileRejection[]
  clearRejections(): void
  /** Whether files of a drop are still being listed: big folders take a while. */
  isReading: boolean
}

/**
 * Takes files by drop, dialog and paste, with folders whole, and hands them to the engine. The root is a group
 * and not a button: put a real button inside it.
 */
export function useFileDropzone(options: UseFileDropzoneOptions = {}): UseFileDropzoneResult {
  const { accept, multiple = true, disabled = false } = options
  const { engine, messages, format } = useUploadContext()
  const [rejections, setRejections] = useState<readonly FileRejection[]>([])
  const [reading, setReading] = useState(0)
  const latest = useLatest({ ...options, messages, format })

  // react-dropzone drops what it still reads when the next drop comes. So files are taken here, where each
  // drop is read to its end, and its own `onDrop` is not listened to.
  const take = useCallback(
    async (event: unknown) => {
      setReading((count) => count + 1)
      try {
        const files = (await fromEvent(event)).filter((entry) => entry instanceof File)
        const { metadata, messages, format, ...limits } = latest.current
        const judged = judgeFiles(
          files,
          { ...limits, taken: engine.totals().counts.total },
          { messages, format },
        )
        engine.add(judged.accepted, { metadata })
        if (judged.rejections.length > 0) setRejections((before) => [...before, ...judged.rejections])
        return files
      } finally {
        setReading((count) => count - 1)
      }
    },
    [engine, latest],
  )
  const getFilesFromEvent = useCallback(
    (event: unknown) => (isDragging(event) ? fromEvent(event) : take(event)),
    [take],
  )

  const zone = useDropzone({
    accept: accept && Object.fromEntries(Object.entries(accept).map(([type, list]) => [type, [...list]])),
    multiple,
    disabled,
    noClick: true,
    noKeyboard: true,
    getFilesFromEvent,
  })
  const { open, isDragActive, isDragAccept, isDragReject } = zone
  const drag = !isDragActive ? 'none' : isDragReject ? 'reject' : isDragAccept ? 'accept' : 'unknown'

  const clearRejections = useCallback(() => {
    setRejections([])
  }, [])
  const getRootProps = useCallback(
    <T extends HTMLAttributes<HTMLElement>>(props?: T) =>
      zone.getRootProps({
        role: 'group',
        'aria-label': messages.dropzoneLabel,
        'aria-disabled': disabled || undefined,
        'data-drag': drag,
        ...props,
      }) as unknown as T,
    [zone, messages, disabled, drag],
  )
  const getInputProps = useCallback(
    <T extends InputHTMLAttributes<HTMLInputElement>>(props?: T) =>
      zone.getInputProps({
        'aria-hidden': true,
        accept: acceptList(accept).join(',') || undefined,
        ...props,
      }) as T,
    [zone, accept],
  )
  const isReading = reading > 0
  return useMemo(
    () => ({ getRootProps, getInputProps, open, drag, rejections, clearRejections, isReading }),
    [getRootProps, getInputProps, open, drag, rejections, clearRejections, isReading],
  )
}

function isDragging(event: unknown): boolean {
  return (
    event instanceof Object &&
    'type' in event &&
    typeof event.type === 'string' &&
    event.type.startsWith('drag')
  )
}

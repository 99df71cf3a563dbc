'use client'

import { fromEvent } from 'file-selector'
import {
  useCallback,
  useEffect,
  useMemo,
  useState,
  type HTMLAttributes,
  type InputHTMLAttributes,
} from 'react'
import { useDropzone } from 'react-dropzone'
import { UploadError } from '../errors.ts'
import type { AddOptions } from '../upload/new-upload.ts'
import { keepFocus } from './keep-focus.ts'
import { acceptList, judgeFiles, type FileLimits, type FileRejection } from './judge-files.ts'
import { typeNames } from './type-names.ts'
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
  /** What is taken, in words; empty where everything is. */
  takes: string
}

/**
 * Takes files by drop, dialog and paste, with folders whole, and hands them to the engine. The root is a group
 * and not a button: put a real button inside it.
 */
export function useFileDropzone(options: UseFileDropzoneOptions = {}): UseFileDropzoneResult {
  const { accept, maxSize, maxFiles, multiple = true, disabled = false } = options
  const { engine, messages, format } = useUploadContext()
  const [rejections, setRejections] = useState<readonly FileRejection[]>([])
  const [reading, setReading] = useState(0)
  const latest = useLatest({ ...options, messages, format })

  // react-dropzone drops what it still reads when the next drop comes. So files are taken here, where each
  // drop is read to its end, and its own `onDrop` is not listened to.
  const take = useCallback(
    async (event: unknown) => {
      const { metadata, multiple, maxFiles = Infinity, messages, format, ...limits } = latest.current
      const refuse = (refused: readonly FileRejection[]) => {
        if (refused.length > 0) setRejections((before) => [...before, ...refused])
      }
      setReading((count) => count + 1)
      const files = await readFiles(event).catch((cause: unknown) => {
        const error = new UploadError('file-unreadable', messages.rejectedUnreadable, { cause })
        refuse([{ name: messages.rejectedUnreadableName, error }])
        return []
      })
      setReading((count) => count - 1)
      const taken = engine.totals().counts.total
      const most = multiple === false ? Math.min(maxFiles, taken + 1) : maxFiles
      const judged = judgeFiles(files, { ...limits, maxFiles: most, taken }, { messages, format })
      engine.add(judged.accepted, { metadata })
      refuse(judged.rejections)
      return files
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
  const { isDragActive, isDragAccept, isDragReject, rootRef } = zone
  // Types say a function; while disabled it is `null`.
  const openDialog = zone.open as (() => void) | null
  const open = useCallback(() => openDialog?.(), [openDialog])
  const drag = !isDragActive ? 'none' : isDragReject ? 'reject' : isDragAccept ? 'accept' : 'unknown'

  const isReading = reading > 0
  const takes = useMemo(
    () =>
      messages.dropzoneTakes({
        types: typeNames(accept, messages),
        maxSize: maxSize === undefined ? undefined : format.bytes(maxSize),
        maxFiles,
      }),
    [accept, maxSize, maxFiles, messages, format],
  )

  const clearRejections = useCallback(() => {
    setRejections([])
  }, [])
  // A rejection's button goes with it: the focus stays in the dropzone.
  useEffect(() => {
    const root = rootRef.current as HTMLElement | null
    return root ? keepFocus(root) : undefined
  }, [rootRef])
  const getRootProps = useCallback(
    <T extends HTMLAttributes<HTMLElement>>(props?: T) =>
      zone.getRootProps({
        role: 'group',
        'aria-label': messages.dropzoneLabel,
        'aria-disabled': disabled || undefined,
        'aria-busy': isReading || undefined,
        'data-drag': drag,
        ...props,
      }) as unknown as T,
    [zone, messages, disabled, isReading, drag],
  )
  const getInputProps = useCallback(
    <T extends InputHTMLAttributes<HTMLInputElement>>(props?: T) =>
      zone.getInputProps({
        'aria-hidden': true,
        disabled,
        accept: acceptList(accept).join(',') || undefined,
        ...props,
      }) as T,
    [zone, accept, disabled],
  )
  return useMemo(
    () => ({ getRootProps, getInputProps, open, drag, rejections, clearRejections, isReading, takes }),
    [getRootProps, getInputProps, open, drag, rejections, clearRejections, isReading, takes],
  )
}

// One table says what an extension means, for files that are dropped and files that are handed over.
const noTypes = new Map<string, string>()

async function readFiles(event: unknown): Promise<File[]> {
  return (await fromEvent(event, { mimeTypes: noTypes })).filter((entry) => entry instanceof File)
}

function isDragging(event: unknown): boolean {
  return (
    event instanceof Object &&
    'type' in event &&
    typeof event.type === 'string' &&
    event.type.startsWith('drag')
  )
}

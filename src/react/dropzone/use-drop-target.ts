'use client'

import { useCallback, useEffect, useState, type ClipboardEvent, type RefObject } from 'react'
import { useDropzone } from 'react-dropzone'
import { hasFiles, originOf } from '../../ui/dropzone/file-transfer.ts'
import { registerDropzone } from '../../ui/dropzone/register-dropzone.ts'
import { isTextPaste } from '../../ui/dropzone/text-field.ts'
import type { DragValidation } from '../../ui/dropzone/validate-drag.ts'
import { useFocusRestoration } from '../a11y/use-focus-restore.ts'
import { useLatest } from '../use-latest.ts'
import type { FileSources } from './use-file-selection.ts'

/** Where files may be dropped and pasted. */
export type DropTargetOptions = {
  /** Accepts no files. @default false */
  disabled?: boolean | undefined
  /**
   * Accepts files that are dropped or pasted anywhere on the page, where nothing else handles them: no other dropzone,
   * text field or file input. Of several such dropzones the last mounted receives them, and none behind a modal dialog.
   *
   * @default false
   */
  acceptPageDrops?: boolean | undefined
}

type Options = DropTargetOptions & { multiple?: boolean | undefined }

/** Drops, pastes and picks of a dropzone's root and input, and drops and pastes on the page around it. */
export function useDropTarget(options: Options, sources: FileSources) {
  const { disabled = false, multiple = true, acceptPageDrops = false } = options
  const { validateDrag, addTransfer } = sources
  const [root, setRoot] = useState<HTMLElement | null>(null)
  const { rootRef, inputRef, getRootProps, getInputProps, rootDrag } = useRootEvents(
    { disabled, multiple },
    sources,
  )
  const [pageDrag, setPageDrag] = useDragValidation(validateDrag)
  const latest = useLatest({ disabled, acceptPageDrops })

  const attachRoot = useCallback(
    (element: HTMLElement | null) => {
      rootRef.current = element
      setRoot(element)
    },
    [rootRef],
  )
  useEffect(() => {
    if (!root) return undefined
    return registerDropzone({
      root,
      isEnabled: () => !latest.current.disabled && !isInDisabledFieldset(root),
      acceptsPageDrops: () => latest.current.acceptPageDrops,
      setDrag: setPageDrag,
      onTransfer: addTransfer,
    })
  }, [root, latest, setPageDrag, addTransfer])

  // The buttons of a duplicate are removed when they are pressed: the focus stays inside the dropzone.
  useFocusRestoration(root, 'self')

  const onPaste = useCallback(
    ({ nativeEvent, currentTarget }: ClipboardEvent) => {
      const { clipboardData } = nativeEvent
      if (nativeEvent.defaultPrevented || !hasFiles(clipboardData)) return
      if (isTextPaste(originOf(nativeEvent), clipboardData)) return
      // A disabled dropzone does not pass a paste on to the page either.
      nativeEvent.preventDefault()
      if (!latest.current.disabled && !isInDisabledFieldset(currentTarget)) addTransfer(clipboardData)
    },
    [latest, addTransfer],
  )
  const drag = disabled ? undefined : (rootDrag ?? pageDrag)
  const isPageDragActive = drag !== undefined && drag === pageDrag
  return { root, attachRoot, inputRef, getRootProps, getInputProps, onPaste, drag, isPageDragActive }
}

/** The validation of what is dragged; its state is `unknown` until the code for it is loaded. */
function useDragValidation(validateDrag: FileSources['validateDrag']) {
  const [drag, setDrag] = useState<DragValidation>()
  const start = useCallback(
    (transfer: DataTransfer | undefined) => {
      const first =
        transfer &&
        validateDrag(transfer, (validated) => {
          setDrag((current) => (current === first ? validated : current))
        })
      setDrag(first)
    },
    [validateDrag],
  )
  return [drag, start] as const
}

// Events that an inner dropzone has handled are not for the one around it.
const handledEvents = new WeakSet<Event>()

/**
 * react-dropzone abandons a drop that it still reads when the next one comes. Files are therefore added inside
 * `getFilesFromEvent`, and `onDrop` is not used.
 */
function useRootEvents(
  { disabled, multiple }: { disabled: boolean; multiple: boolean },
  { validateDrag, addTransfer, addInput }: FileSources,
) {
  const [dragOver, setDragOver] = useDragValidation(validateDrag)
  const getFilesFromEvent = useCallback(
    async (event: unknown) => {
      const { native, currentTarget, transfer } = readEvent(event)
      const origin = originOf(native)
      if (native.type === 'change' && isFileInput(origin)) addInput(origin)
      if (!transfer) return []
      const isForOther = handledEvents.has(native) || isInDisabledFieldset(currentTarget)
      handledEvents.add(native)
      if (native.type === 'dragenter') setDragOver(isForOther ? undefined : transfer)
      if (native.type === 'drop' && !isForOther) addTransfer(transfer)
      return []
    },
    [setDragOver, addTransfer, addInput],
  )
  // The result is a new object for each render; its two getters are memoized.
  const { rootRef, inputRef, getRootProps, getInputProps, isDragActive } = useDropzone({
    multiple,
    disabled,
    noClick: true,
    noKeyboard: true,
    noPaste: true,
    preventDropOnDocument: false,
    getFilesFromEvent,
  })
  return {
    rootRef: rootRef as RefObject<HTMLElement | null>,
    inputRef: inputRef as RefObject<HTMLInputElement | null>,
    getRootProps,
    getInputProps,
    rootDrag: isDragActive ? dragOver : undefined,
  }
}

/** react-dropzone passes on React's events. Those of tests are not always of the browser's classes. */
function readEvent(event: unknown): {
  native: Event
  currentTarget: Element | null
  transfer?: DataTransfer
} {
  const { nativeEvent, currentTarget } = event as { nativeEvent?: Event; currentTarget: Element | null }
  const native = nativeEvent ?? (event as Event)
  const transfer: unknown = Reflect.get(native, 'dataTransfer')
  return transfer ? { native, currentTarget, transfer: transfer as DataTransfer } : { native, currentTarget }
}

function isFileInput(target: EventTarget | null): target is HTMLInputElement {
  return target !== null && 'files' in target
}

/** The `disabled` of a fieldset reaches the inputs inside it, but no attribute or event says so. */
function isInDisabledFieldset(root: Element | null): boolean {
  return Boolean(root?.closest('fieldset:disabled'))
}

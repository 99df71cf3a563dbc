'use client'

import {
  useCallback,
  useEffect,
  useMemo,
  useState,
  type ClipboardEvent,
  type DragEvent,
  type HTMLAttributes,
} from 'react'
import { createDropTarget } from '../../ui/dropzone/drop-target.ts'
import { dropzoneCode } from '../../ui/dropzone/load-dropzone.ts'
import { registerDropzone } from '../../ui/dropzone/register-dropzone.ts'
import type { DragValidation } from '../../ui/dropzone/validate-drag.ts'
import { useFocusRestoration } from '../a11y/use-focus-restore.ts'
import { useChunk } from '../use-chunk.ts'
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

/** Drops and pastes on a dropzone's root, and on the page around it. */
export function useDropTarget(options: DropTargetOptions, { validateDrag, addTransfer }: FileSources) {
  const { disabled = false, acceptPageDrops = false } = options
  const [root, setRoot] = useState<HTMLElement | null>(null)
  const [rootDrag, setRootDrag] = useDragValidation(validateDrag)
  const [pageDrag, setPageDrag] = useDragValidation(validateDrag)
  const latest = useLatest({ disabled, acceptPageDrops })

  const isEnabled = useCallback(
    // The `disabled` of a fieldset reaches the inputs inside it, but no attribute or event says so.
    (element: Element) => !latest.current.disabled && !element.closest('fieldset:disabled'),
    [latest],
  )
  useEffect(() => {
    if (!root) return undefined
    return registerDropzone({
      root,
      isEnabled: () => isEnabled(root),
      acceptsPageDrops: () => latest.current.acceptPageDrops,
      setDrag: setPageDrag,
      onTransfer: addTransfer,
    })
  }, [root, latest, isEnabled, setPageDrag, addTransfer])

  // The buttons of a duplicate are removed when they are pressed: the focus stays inside the dropzone.
  const wasFocused = useFocusRestoration(root, 'self')
  // A paste on the page is handled when it happens, or not at all.
  const chunk = useChunk(dropzoneCode, wasFocused || acceptPageDrops)

  const handle = useMemo(
    () => createDropTarget({ isEnabled, setDrag: setRootDrag, onTransfer: addTransfer }),
    [isEnabled, setRootDrag, addTransfer],
  )
  const getTargetProps = useCallback(
    (props: HTMLAttributes<HTMLElement> = {}) => ({ ref: setRoot, ...composeHandlers(handle, props) }),
    [handle],
  )
  const drag = disabled ? undefined : (rootDrag ?? pageDrag)
  const isPageDragActive = drag !== undefined && drag === pageDrag
  return { root, chunk, getTargetProps, drag, isPageDragActive }
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

/** Calls the application's handlers first, and after `stopPropagation` those alone. */
function composeHandlers(
  handle: ReturnType<typeof createDropTarget>,
  handlers: HTMLAttributes<HTMLElement>,
): HTMLAttributes<HTMLElement> {
  const compose =
    <E extends DragEvent<HTMLElement> | ClipboardEvent<HTMLElement>>(handler?: (event: E) => void) =>
    (event: E) => {
      handler?.(event)
      if (!event.isPropagationStopped()) handle(event.nativeEvent, event.currentTarget)
    }
  return {
    onDragEnter: compose(handlers.onDragEnter),
    onDragOver: compose(handlers.onDragOver),
    onDragLeave: compose(handlers.onDragLeave),
    onDrop: compose(handlers.onDrop),
    onPaste: compose(handlers.onPaste),
  }
}

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
import type { FileSelection } from '../../ui/dropzone/file-selection.ts'
import { transferItems } from '../../ui/dropzone/file-transfer.ts'
import { useFocusRestoration } from '../a11y/use-focus-restore.ts'
import { useChunk } from '../use-chunk.ts'
import { useLatest } from '../use-latest.ts'

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

/** The types of the files that are dragged; empty strings where the browser does not disclose them. */
type DraggedFiles = readonly string[]

const describeDrag = (transfer: DataTransfer | undefined): DraggedFiles | undefined =>
  transfer && transferItems(transfer).map(({ type }) => type)

/** Drops and pastes on a dropzone's root, and on the page around it. */
export function useDropTarget(options: DropTargetOptions, addTransfer: FileSelection['addTransfer']) {
  const { disabled = false, acceptPageDrops = false } = options
  const [root, setRoot] = useState<HTMLElement | null>(null)
  const [rootDrag, setRootDrag] = useState<DraggedFiles>()
  const [pageDrag, setPageDrag] = useState<DraggedFiles>()
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
      setDrag: (transfer) => setPageDrag(describeDrag(transfer)),
      onTransfer: addTransfer,
    })
  }, [root, latest, isEnabled, addTransfer])

  // The buttons of a duplicate are removed when they are pressed: the focus stays inside the dropzone.
  const wasFocused = useFocusRestoration(root, 'self')
  // A paste on the page is handled when it happens, or not at all.
  const chunk = useChunk(dropzoneCode, wasFocused || acceptPageDrops)

  const handle = useMemo(
    () =>
      createDropTarget({
        isEnabled,
        setDrag: (transfer) => setRootDrag(describeDrag(transfer)),
        onTransfer: addTransfer,
      }),
    [isEnabled, addTransfer],
  )
  const getTargetProps = useCallback(
    (props: HTMLAttributes<HTMLElement> = {}) => ({ ref: setRoot, ...composeHandlers(handle, props) }),
    [handle],
  )
  const dragged = disabled ? undefined : (rootDrag ?? pageDrag)
  const isPageDragActive = dragged !== undefined && dragged === pageDrag
  return { root, chunk, getTargetProps, dragged, isPageDragActive }
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

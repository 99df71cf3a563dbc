'use client'

import { useCallback, useEffect, useState, type ClipboardEvent } from 'react'
import { useDropzone } from 'react-dropzone'
import { restoreFocusOnRemoval } from '../../ui/a11y/restore-focus.ts'
import { useLatest } from '../use-latest.ts'
import { hasFiles } from '../../ui/dropzone/has-files.ts'
import type { DragValidation } from '../../ui/dropzone/validate-drag.ts'
import { registerDropzone } from '../../ui/dropzone/document-drop.ts'
import { isTextPaste } from '../../ui/dropzone/should-handle-paste.ts'

type Options = {
  disabled: boolean
  multiple: boolean
  acceptPageDrops: boolean
  validate(held: DataTransfer): DragValidation
  takeTransfer(transfer: DataTransfer): void
  takeInput(input: HTMLInputElement): void
}

// What an inner dropzone has seen is not for the one around it.
const handledEvents = new WeakSet<Event>()

/** Drops, pastes and picks of a root and its input, by react-dropzone, and of the page around it. */
export function useDropTarget(options: Options) {
  const { disabled, multiple, takeTransfer, takeInput } = options
  const [overRoot, setOverRoot] = useState<DragValidation>()
  const [overPage, setOverPage] = useState<DragValidation>()
  const latest = useLatest(options)

  // react-dropzone drops what it still reads when the next drop comes. So everything is taken in here, where each drop
  // is read to its end, and its own `onDrop` is not listened to.
  const getFilesFromEvent = useCallback(
    async (event: unknown) => {
      const { native, root, transfer } = partsOf(event)
      if (native?.type === 'change' && native.target instanceof HTMLInputElement) takeInput(native.target)
      if (!native || !transfer) return []
      const isForOther = handledEvents.has(native) || isInDisabledForm(root)
      handledEvents.add(native)
      if (native.type === 'dragenter') setOverRoot(isForOther ? undefined : latest.current.validate(transfer))
      if (native.type === 'drop' && !isForOther) takeTransfer(transfer)
      return []
    },
    [latest, takeTransfer, takeInput],
  )
  const zone = useDropzone({
    multiple,
    disabled,
    noClick: true,
    noKeyboard: true,
    noPaste: true,
    preventDropOnDocument: false,
    getFilesFromEvent,
  })
  // The types promise that they are there.
  const root: { readonly current: HTMLElement | null } = zone.rootRef
  const input: { readonly current: HTMLInputElement | null } = zone.inputRef

  useEffect(() => {
    const zone = {
      root: () => root.current,
      isOpen: () => !latest.current.disabled && !isInDisabledForm(root.current),
      claims: () => latest.current.acceptPageDrops,
      setDragTarget(held: DataTransfer | undefined) {
        setOverPage(held && latest.current.validate(held))
      },
      take: takeTransfer,
    }
    return registerDropzone(zone, document)
  }, [root, latest, takeTransfer])

  // What holds the focus may go when it is pressed, as an answer does: the focus stays in the dropzone.
  useEffect(() => (root.current ? restoreFocusOnRemoval(root.current) : undefined), [root])

  const onPaste = useCallback(
    ({ nativeEvent, currentTarget }: ClipboardEvent) => {
      const { clipboardData, target } = nativeEvent
      if (nativeEvent.defaultPrevented || !hasFiles(clipboardData)) return
      if (isTextPaste(target, clipboardData)) return
      // Whether it is wanted or not: a dropzone that is disabled does not hand it on.
      nativeEvent.preventDefault()
      if (!latest.current.disabled && !isInDisabledForm(currentTarget)) takeTransfer(clipboardData)
    },
    [latest, takeTransfer],
  )
  // Types say a function; while disabled it is `null`.
  const openDialog = zone.open as (() => void) | null
  const open = useCallback(() => openDialog?.(), [openDialog])
  const verdict = disabled ? undefined : ((zone.isDragActive ? overRoot : undefined) ?? overPage)
  return {
    zone,
    input,
    open,
    onPaste,
    verdict,
    isPageDragActive: verdict !== undefined && verdict === overPage,
  }
}

/** Whether it is in a fieldset that is disabled, which only the page knows. */
function isInDisabledForm(root: Element | null | undefined): boolean {
  return Boolean(root?.closest('fieldset:disabled'))
}

/** What react-dropzone hands over is one of React's events or one of the browser's. */
function partsOf(event: unknown): { native?: Event; root?: Element; transfer?: DataTransfer } {
  if (!(event instanceof Object)) return {}
  const native = 'nativeEvent' in event ? event.nativeEvent : event
  if (!(native instanceof Event)) return {}
  const root = 'currentTarget' in event && event.currentTarget
  // The transfers of scripts, tests among them, are not always of its class.
  const transfer: unknown = Reflect.get(native, 'dataTransfer')
  return {
    native,
    root: root instanceof Element ? root : undefined,
    transfer: transfer instanceof Object ? (transfer as DataTransfer) : undefined,
  }
}

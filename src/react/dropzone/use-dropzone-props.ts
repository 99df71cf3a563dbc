'use client'

import {
  useCallback,
  useMemo,
  type ClipboardEvent,
  type DOMAttributes,
  type DragEvent,
  type HTMLAttributes,
  type InputHTMLAttributes,
  type RefCallback,
  type RefObject,
} from 'react'
import { flattenAccept, type AcceptedTypes } from '../../ui/dropzone/accepted-types.ts'
import { hasFiles } from '../../ui/dropzone/file-transfer.ts'
import type { DragState } from '../../ui/dropzone/validate-drag.ts'
import { dropzoneMessages } from '../../ui/i18n/message-groups.ts'
import { useMessages } from '../i18n/use-messages.ts'
import type { useDropTarget } from './use-drop-target.ts'
import type { useDropzoneField } from './use-dropzone-field.ts'
import type { PickerButtonProps } from './use-pickers.ts'

/** Attributes of the dropzone's button. */
export type DropzoneButtonProps = PickerButtonProps & {
  ref: RefObject<HTMLButtonElement | null>
  'aria-describedby': string | undefined
}

/** Attributes of the overlay that covers the page while files are dragged over it. */
export type OverlayProps = { ref: RefCallback<HTMLElement>; popover: 'manual'; 'aria-hidden': true }

/** A popover is in the top layer, where no dialog, transform or overflow of the page interferes. */
export const overlayProps: OverlayProps = {
  ref(element) {
    // Without the Popover API (browsers before 2024) the styles position it.
    if (element && 'showPopover' in element && element.isConnected) element.showPopover()
  },
  popover: 'manual',
  'aria-hidden': true,
}

type Options = {
  accept: AcceptedTypes | undefined
  disabled: boolean
  isReading: boolean
  dragState: DragState
  target: ReturnType<typeof useDropTarget>
  field: ReturnType<typeof useDropzoneField>
}

/** The prop getters of a dropzone's root and input. Their identity changes with what they return. */
export function useDropzoneProps({ accept, disabled, isReading, dragState, target, field }: Options) {
  const messages = useMessages(dropzoneMessages).dropzone
  const { attachRoot, onPaste, getRootProps: getTargetProps, getInputProps: getTargetInputProps } = target
  const { error, onInvalid } = field

  const getRootProps = useCallback(
    <T extends HTMLAttributes<HTMLElement>>(props?: T) => {
      const root = getTargetProps({
        ref: attachRoot,
        role: 'group',
        'aria-label': messages.label,
        'aria-disabled': disabled || undefined,
        'aria-busy': isReading || undefined,
        'data-drag': dragState,
        'data-invalid': error ? true : undefined,
        ...props,
      })
      return {
        ...root,
        ...onlyForFiles(root, props),
        onPaste(event: ClipboardEvent<HTMLElement>) {
          props?.onPaste?.(event)
          onPaste(event)
        },
      } as unknown as T
    },
    [getTargetProps, attachRoot, messages, disabled, isReading, dragState, error, onPaste],
  )
  const acceptAttribute = flattenAccept(accept).join(',') || undefined
  const getInputProps = useCallback(
    <T extends InputHTMLAttributes<HTMLInputElement>>(props?: T) =>
      getTargetInputProps({
        'aria-hidden': true,
        disabled,
        accept: acceptAttribute,
        onInvalid,
        ...props,
      }) as T,
    [getTargetInputProps, acceptAttribute, disabled, onInvalid],
  )
  return useMemo(() => ({ getRootProps, getInputProps }), [getRootProps, getInputProps])
}

const dragHandlers = ['onDragEnter', 'onDragOver', 'onDragLeave', 'onDrop'] as const

type DragHandlers = Pick<DOMAttributes<HTMLElement>, (typeof dragHandlers)[number]>

/** react-dropzone prevents the default of every drag: text could not be dragged into a text field of the dropzone. */
function onlyForFiles(handlers: DragHandlers, fallback: DragHandlers | undefined): DragHandlers {
  return Object.fromEntries(
    dragHandlers.map((name) => [
      name,
      (event: DragEvent<HTMLElement>) => {
        const handler = hasFiles(event.dataTransfer) ? handlers[name] : fallback?.[name]
        handler?.(event)
      },
    ]),
  )
}

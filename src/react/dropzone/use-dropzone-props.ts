'use client'

import {
  useCallback,
  useMemo,
  type ChangeEvent,
  type CSSProperties,
  type HTMLAttributes,
  type InputHTMLAttributes,
  type MouseEvent,
  type RefCallback,
  type RefObject,
} from 'react'
import type { FileSelection } from '../../ui/dropzone/file-selection.ts'
import type { DragState } from '../../ui/dropzone/validate-drag.ts'
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

// Android opens no camera for an input with `display: none`.
const visuallyHiddenStyle: CSSProperties = {
  position: 'absolute',
  inlineSize: 1,
  blockSize: 1,
  opacity: 0,
}

/** Attributes of every file input of a dropzone: a button opens its dialog. */
export const hiddenInputProps = {
  type: 'file',
  tabIndex: -1,
  'aria-hidden': true,
  style: visuallyHiddenStyle,
} as const

type Options = {
  acceptedTypes: readonly string[]
  disabled: boolean
  multiple: boolean
  isReading: boolean
  dragState: DragState
  /** The name of the group. */
  groupLabel: string
  target: ReturnType<typeof useDropTarget>
  field: ReturnType<typeof useDropzoneField>
  input: RefObject<HTMLInputElement | null>
  addInput: FileSelection['addInput']
}

/** The prop getters of a dropzone's root and input. Their identity changes with what they return. */
export function useDropzoneProps(options: Options) {
  const {
    acceptedTypes,
    disabled,
    multiple,
    isReading,
    dragState,
    groupLabel,
    target,
    field,
    input,
    addInput,
  } = options
  const { getTargetProps } = target
  const { error, onInvalid } = field

  const getRootProps = useCallback(
    <T extends HTMLAttributes<HTMLElement>>(props?: T) =>
      ({
        role: 'group',
        'aria-label': groupLabel,
        'aria-disabled': disabled || undefined,
        'aria-busy': isReading || undefined,
        'data-drag': dragState,
        'data-invalid': error ? true : undefined,
        ...props,
        ...getTargetProps(props),
      }) as unknown as T,
    [getTargetProps, groupLabel, disabled, isReading, dragState, error],
  )
  const acceptAttribute = acceptedTypes.join(',') || undefined
  const getInputProps = useCallback(
    <T extends InputHTMLAttributes<HTMLInputElement>>(props?: T) =>
      ({
        ...hiddenInputProps,
        ref: input,
        disabled,
        multiple,
        accept: acceptAttribute,
        onInvalid,
        ...props,
        onChange(event: ChangeEvent<HTMLInputElement>) {
          props?.onChange?.(event)
          if (!event.isPropagationStopped()) addInput(event.currentTarget)
        },
        // The click of `open()` is not one on the elements around the input.
        onClick(event: MouseEvent<HTMLInputElement>) {
          props?.onClick?.(event)
          event.stopPropagation()
        },
      }) as unknown as T,
    [input, addInput, acceptAttribute, disabled, multiple, onInvalid],
  )
  return useMemo(() => ({ getRootProps, getInputProps }), [getRootProps, getInputProps])
}

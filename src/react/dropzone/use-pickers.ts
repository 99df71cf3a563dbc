'use client'

import { useMemo, useRef, type ChangeEvent, type CSSProperties, type RefObject } from 'react'
import { getCameraAccept, type AcceptedTypes } from '../../ui/dropzone/accepted-types.ts'
import type { FileSelection } from '../../ui/dropzone/file-selection.ts'
import type { IdleDropzoneMessages } from '../../ui/i18n/messages.ts'
import { useMediaQuery } from '../use-media-query.ts'
import { hiddenInputProps } from './use-dropzone-props.ts'

/** Ways to pick files besides the file dialog. */
export type DropzonePickerOptions = {
  /** Offers a button that picks a whole folder. Dropped folders are read regardless. @default false */
  folders?: boolean | undefined
  /** Offers the camera that faces this way, on touch devices: other browsers ignore `capture`. */
  capture?: 'user' | 'environment' | undefined
}

/** A button that opens a file dialog, and its hidden input. */
export type FilePicker = {
  kind: 'folder' | 'camera'
  label: string
  inputProps: PickerInputProps
  buttonProps: PickerButtonProps
}

/** Attributes of a button that opens a file dialog. */
export type PickerButtonProps = { type: 'button'; disabled: boolean; onClick(): void }

/** Attributes of a visually hidden file input. */
export type PickerInputProps = {
  ref: RefObject<HTMLInputElement | null>
  type: 'file'
  tabIndex: -1
  'aria-hidden': true
  style: CSSProperties
  disabled: boolean
  onChange(event: ChangeEvent<HTMLInputElement>): void
  accept?: string | undefined
  capture?: 'user' | 'environment' | undefined
  webkitdirectory?: '' | undefined
}

type Options = DropzonePickerOptions & { accept?: AcceptedTypes | undefined; disabled?: boolean | undefined }

/** The pickers that the options ask for and the device supports. */
export function usePickers(
  options: Options,
  addInput: FileSelection['addInput'],
  messages: IdleDropzoneMessages,
): readonly FilePicker[] {
  const { accept, folders = false, capture, disabled = false } = options
  const folder = usePicker(disabled, addInput)
  const camera = usePicker(disabled, addInput)
  const isTouchDevice = useMediaQuery('(pointer: coarse)')

  return useMemo(() => {
    const captured = capture && isTouchDevice ? getCameraAccept(accept) : undefined
    const pickers: FilePicker[] = []
    if (folders) {
      const inputProps = { ...folder.inputProps, webkitdirectory: '' } as const
      pickers.push({ ...folder, kind: 'folder', label: messages.chooseFolder, inputProps })
    }
    if (captured) {
      const label = captured.kind === 'photo' ? messages.takePhoto : messages.recordVideo
      const inputProps = { ...camera.inputProps, accept: captured.accept, capture }
      pickers.push({ ...camera, kind: 'camera', label, inputProps })
    }
    return pickers
  }, [accept, folders, capture, messages, folder, camera, isTouchDevice])
}

function usePicker(disabled: boolean, addInput: FileSelection['addInput']) {
  const input = useRef<HTMLInputElement>(null)
  return useMemo(() => {
    const inputProps: PickerInputProps = {
      ...hiddenInputProps,
      ref: input,
      disabled,
      onChange({ currentTarget }) {
        addInput(currentTarget)
      },
    }
    const buttonProps: PickerButtonProps = {
      type: 'button',
      disabled,
      onClick() {
        input.current?.click()
      },
    }
    return { inputProps, buttonProps }
  }, [disabled, addInput])
}

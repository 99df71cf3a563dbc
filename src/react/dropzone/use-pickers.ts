'use client'

import { createRef, useMemo, type ChangeEvent, type CSSProperties, type RefObject } from 'react'
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
  { accept, folders = false, capture, disabled = false }: Options,
  addInput: FileSelection['addInput'],
  messages: IdleDropzoneMessages,
): readonly FilePicker[] {
  const isTouchDevice = useMediaQuery('(pointer: coarse)')

  return useMemo(() => {
    const createPicker = (
      kind: FilePicker['kind'],
      label: string,
      attributes: Partial<PickerInputProps>,
    ): FilePicker => {
      const ref = createRef<HTMLInputElement>()
      const onChange = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => addInput(currentTarget)
      return {
        kind,
        label,
        inputProps: { ...hiddenInputProps, ref, disabled, onChange, ...attributes },
        buttonProps: { type: 'button', disabled, onClick: () => ref.current?.click() },
      }
    }
    const camera = capture && isTouchDevice ? getCameraAccept(accept) : undefined
    const cameraLabel = camera?.kind === 'video' ? messages.recordVideo : messages.takePhoto
    return [
      ...(folders ? [createPicker('folder', messages.chooseFolder, { webkitdirectory: '' })] : []),
      ...(camera ? [createPicker('camera', cameraLabel, { accept: camera.accept, capture })] : []),
    ]
  }, [accept, folders, capture, disabled, addInput, messages, isTouchDevice])
}

'use client'

import { useMemo } from 'react'
import type { AcceptedTypes } from '../../ui/dropzone/validate-file.ts'
import type { MessagesOf } from '../../ui/i18n/messages.ts'
import { useMediaQuery } from '../use-media-query.ts'
import { getCameraAccept } from '../../ui/dropzone/camera-accept.ts'
import { usePicker, type PickerButtonProps, type PickerInputProps } from './use-picker.ts'

/** Ways to pick besides the file dialog. */
export type DropzonePickerOptions = {
  /** Offers a button that picks a whole folder. Dropped folders are taken without. @default false */
  folders?: boolean
  /** Offers the camera that looks this way, on devices that are touched: elsewhere browsers do not open one. */
  capture?: 'user' | 'environment'
}

/** One more way to pick: its hidden input and the button that opens it. */
export type FilePicker = {
  kind: 'folder' | 'camera'
  label: string
  inputProps: PickerInputProps
  buttonProps: PickerButtonProps
}

type Parts = DropzonePickerOptions & {
  accept: AcceptedTypes | undefined
  disabled: boolean
  messages: MessagesOf<'dropzone'>
  take(input: HTMLInputElement): void
}

/** The ways to pick that are asked for and that the device has. */
export function useExtraInputs(parts: Parts): readonly FilePicker[] {
  const { accept, folders = false, capture, disabled, messages, take } = parts
  const folder = usePicker({ disabled, take })
  const camera = usePicker({ disabled, take })
  const isTouched = useMediaQuery('(pointer: coarse)')

  return useMemo(() => {
    const wanted = capture && isTouched ? getCameraAccept(accept) : undefined
    const pickers: FilePicker[] = []
    if (folders) {
      const inputProps = { ...folder.inputProps, webkitdirectory: '' } as const
      pickers.push({ ...folder, kind: 'folder', label: messages.dropzone.chooseFolder, inputProps })
    }
    if (wanted) {
      const label = wanted.kind === 'photo' ? messages.dropzone.takePhoto : messages.dropzone.recordVideo
      const inputProps = { ...camera.inputProps, accept: wanted.accept, capture }
      pickers.push({ ...camera, kind: 'camera', label, inputProps })
    }
    return pickers
  }, [accept, folders, capture, messages, folder, camera, isTouched])
}

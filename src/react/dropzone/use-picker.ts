'use client'

import { useMemo, useState, type ChangeEvent, type CSSProperties, type RefCallback } from 'react'

/** Attributes of a button that opens a dialog of files. */
export type PickerButtonProps = { type: 'button'; disabled: boolean; onClick(): void }

/** Attributes of a file input that nobody sees. */
export type PickerInputProps = {
  ref: RefCallback<HTMLInputElement>
  type: 'file'
  tabIndex: -1
  'aria-hidden': true
  style: CSSProperties
  disabled: boolean
  onChange(event: ChangeEvent<HTMLInputElement>): void
  accept?: string
  capture?: 'user' | 'environment'
  webkitdirectory?: ''
}

// Not `display: none`: Android finds no camera for such an input.
const visuallyHiddenStyle: CSSProperties = {
  position: 'absolute',
  inlineSize: 1,
  blockSize: 1,
  opacity: 0,
  pointerEvents: 'none',
}

/** A hidden file input and the button that opens it. */
export function usePicker({ disabled, take }: { disabled: boolean; take(input: HTMLInputElement): void }) {
  const [input, setInput] = useState<HTMLInputElement | null>(null)
  return useMemo(() => {
    const inputProps: PickerInputProps = {
      ref: setInput,
      type: 'file',
      tabIndex: -1,
      'aria-hidden': true,
      style: visuallyHiddenStyle,
      disabled,
      onChange({ currentTarget }) {
        take(currentTarget)
      },
    }
    const buttonProps: PickerButtonProps = {
      type: 'button',
      disabled,
      onClick() {
        input?.click()
      },
    }
    return { inputProps, buttonProps }
  }, [input, disabled, take])
}

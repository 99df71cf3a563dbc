'use client'

import { useCallback, useEffect, useMemo, useState, type RefObject } from 'react'
import { fieldError, type FieldState } from '../../ui/dropzone/field-state.ts'
import type { IdleDropzoneMessages } from '../../ui/i18n/messages.ts'

/** Options of a dropzone that is a form field. */
export type DropzoneFieldOptions = {
  /** Submits the ids of the completed files with the form, one value each. */
  name?: string | undefined
  /** Requires at least one file. @default false */
  required?: boolean | undefined
  /** Whether the form may be submitted while uploads are in progress or failed. @default false */
  allowIncomplete?: boolean | undefined
}

/** Attributes of a hidden input that submits the id of a completed file. */
export type HiddenInputProps = { type: 'hidden'; name: string; value: string; disabled: boolean }

type FieldElements = {
  root: HTMLElement | null
  input: RefObject<HTMLInputElement | null>
  button: RefObject<HTMLButtonElement | null>
}

/** A dropzone as a form field: its values, validity and reset. */
export function useDropzoneField(
  options: DropzoneFieldOptions & { disabled?: boolean | undefined },
  field: FieldState,
  isReading: boolean,
  { root, input, button }: FieldElements,
  reset: () => void,
  messages: IdleDropzoneMessages,
) {
  const { name, required = false, allowIncomplete = false, disabled = false } = options
  const isField = required || name !== undefined
  const rules = { required, allowIncomplete, isReading }
  const error = isField ? fieldError(field, rules, messages) : ''
  useEffect(() => {
    input.current?.setCustomValidity(error)
  }, [input, root, error])

  // The error is shown from the first attempt to submit until it is resolved.
  const [isSubmitted, setIsSubmitted] = useState(false)
  if (isSubmitted && error === '') setIsSubmitted(false)

  useEffect(() => {
    // `reset` bubbles up to the shadow root or document that contains the form.
    const tree = root?.getRootNode()
    const onReset = (event: Event) => {
      if (event.defaultPrevented || event.composedPath()[0] !== input.current?.form) return
      setIsSubmitted(false)
      reset()
    }
    tree?.addEventListener('reset', onReset)
    return () => {
      tree?.removeEventListener('reset', onReset)
    }
  }, [root, input, reset])

  // The browser's own bubble would point at the hidden input and disappear after some seconds.
  const onInvalid = useCallback(
    (event: { preventDefault(): void; currentTarget: HTMLInputElement }) => {
      setIsSubmitted(true)
      if (!button.current) return
      event.preventDefault()
      if (isFirstInvalid(event.currentTarget)) button.current.focus()
    },
    [button],
  )

  const hiddenInputs = useMemo<readonly HiddenInputProps[]>(
    () => (name ? field.fileIds.map((value) => ({ type: 'hidden', name, value, disabled })) : []),
    [name, field, disabled],
  )
  return { ...field, error: isSubmitted && error ? error : undefined, hiddenInputs, onInvalid }
}

/** Whether a field is the first invalid one of its form, which browsers focus. */
function isFirstInvalid(field: HTMLInputElement): boolean {
  const fields = field.form ? [...field.form.elements] : [field]
  return fields.find((element) => element.matches(':invalid:not(fieldset)')) === field
}

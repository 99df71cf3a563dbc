'use client'

import { useCallback, useEffect, useMemo, useState, useSyncExternalStore, type RefObject } from 'react'
import type { MessagesOf } from '../../ui/i18n/messages.ts'
import { dropzoneMessages } from '../../ui/i18n/message-groups.ts'
import { useUploadContext } from '../context.ts'
import { useMessages } from '../i18n/use-messages.ts'
import { useLatest } from '../use-latest.ts'
import { createFieldReader, type FieldState } from '../../ui/dropzone/field-state.ts'
import { isFirstInvalid } from '../../ui/dropzone/is-first-invalid.ts'

/** What makes a dropzone a field of a form. */
export type DropzoneFieldOptions = {
  /** Sends the finished files' ids with the form, one value each. */
  name?: string
  /** Keeps the form from being sent without a file. @default false */
  required?: boolean
  /** Whether the form may be sent while files are on their way or failed. @default 'block' */
  unfinished?: 'block' | 'allow'
}

/** A finished file as a form sends it. */
export type HiddenInputProps = { type: 'hidden'; name: string; value: string; disabled: boolean }

type Parts = DropzoneFieldOptions & {
  disabled: boolean
  isReading: boolean
  uploadIds: readonly string[]
  input: RefObject<HTMLInputElement | null>
  button: RefObject<HTMLButtonElement | null>
  onReset(): void
}

/** A dropzone's part in the form around it: values, validity, reset. */
export function useDropzoneField(parts: Parts) {
  const {
    name,
    required = false,
    unfinished = 'block',
    disabled,
    isReading,
    uploadIds,
    input,
    button,
  } = parts
  const { uploader } = useUploadContext()
  const messages = useMessages(dropzoneMessages)
  const [read] = useState(() => createFieldReader(uploader))
  const getField = useCallback(() => read(uploadIds), [read, uploadIds])
  const field = useSyncExternalStore(uploader.subscribeAll, getField, getField)
  const latest = useLatest(parts)

  const isField = required || name !== undefined
  const problem = isField ? getValidationMessage(field, { required, unfinished, isReading, messages }) : ''
  useEffect(() => {
    input.current?.setCustomValidity(problem)
  }, [input, problem])

  // What is missing is said once the form has been tried, and until it is right.
  const [isTried, setIsTried] = useState(false)
  if (isTried && problem === '') setIsTried(false)

  useEffect(() => {
    const onReset = (event: Event) => {
      if (event.defaultPrevented || event.target !== input.current?.form) return
      setIsTried(false)
      latest.current.onReset()
    }
    document.addEventListener('reset', onReset)
    return () => {
      document.removeEventListener('reset', onReset)
    }
  }, [input, latest])

  // The browser's own bubble would point at an input that nobody sees, and be gone after some seconds.
  const onInvalid = useCallback(
    (event: { preventDefault(): void; currentTarget: HTMLInputElement }) => {
      setIsTried(true)
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
  return { ...field, problem, error: isTried && problem ? problem : undefined, hiddenInputs, onInvalid }
}

function getValidationMessage(
  { fileIds, unfinished, failed }: FieldState,
  rules: {
    required: boolean
    unfinished: 'block' | 'allow'
    isReading: boolean
    messages: MessagesOf<'dropzone'>
  },
): string {
  const { isReading, messages } = rules
  const isStrict = rules.unfinished === 'block'
  if (isStrict && (isReading || unfinished > 0)) return messages.dropzone.uploadsInProgress
  if (isStrict && failed > 0) return messages.dropzone.uploadsFailed(failed)
  if (rules.required && fileIds.length + unfinished === 0) return messages.dropzone.required
  return ''
}

'use client'

import {
  useCallback,
  useId,
  useMemo,
  useRef,
  type HTMLAttributes,
  type InputHTMLAttributes,
  type RefObject,
} from 'react'
import { describeAccept, flattenAccept } from '../../ui/dropzone/accepted-types.ts'
import type {
  DuplicateFile,
  FileRejection,
  SelectionRules,
  SelectionState,
} from '../../ui/dropzone/file-selection.ts'
import { dropzoneCode } from '../../ui/dropzone/load-dropzone.ts'
import type { DragState } from '../../ui/dropzone/validate-drag.ts'
import { dropzoneMessages } from '../../ui/i18n/message-groups.ts'
import type { IdleDropzoneMessages } from '../../ui/i18n/messages.ts'
import { useUploadContext } from '../context.ts'
import { useFormat } from '../i18n/use-format.ts'
import { useMessages } from '../i18n/use-messages.ts'
import { useDropTarget, type DropTargetOptions } from './use-drop-target.ts'
import { useDropzoneField, type DropzoneFieldOptions, type HiddenInputProps } from './use-dropzone-field.ts'
import {
  overlayProps,
  useDropzoneProps,
  type DropzoneButtonProps,
  type OverlayProps,
} from './use-dropzone-props.ts'
import { useFileSelection, type FileSelectionOptions } from './use-file-selection.ts'
import { usePickers, type DropzonePickerOptions, type FilePicker } from './use-pickers.ts'

/** Options of `useFileDropzone` and props of `<FileDropzone>`. */
export type UseFileDropzoneOptions = FileSelectionOptions &
  DropTargetOptions &
  DropzonePickerOptions &
  DropzoneFieldOptions

/** The result of `useFileDropzone`. */
export type UseFileDropzoneResult = {
  /** Attributes of the element that files are dropped on: a group. It receives pastes while the focus is inside. */
  getRootProps<T extends HTMLAttributes<HTMLElement>>(props?: T): T
  /** Attributes of the hidden file input inside the root. */
  getInputProps<T extends InputHTMLAttributes<HTMLInputElement>>(props?: T): T
  /** Attributes of the button that opens the file dialog. An invalid form focuses it. */
  getButtonProps(): DropzoneButtonProps
  /** Opens the file dialog. */
  open(): void
  /** Further ways to pick files, each with an input and a button: a folder, the camera. */
  pickers: readonly FilePicker[]

  dragState: DragState
  /** Whether files are dragged over the page outside of every dropzone, and would be dropped here. */
  isPageDragActive: boolean
  /** Attributes of an overlay that covers the page while `isPageDragActive`. */
  overlayProps: OverlayProps
  /** What a drop would do, how far reading is, or what to do here: the text in the middle of the dropzone. */
  label: string
  /** The accepted types and limits in words; empty where there are none. */
  hint: string
  hintProps: { id: string }
  /** The result of the last selection, for a live region. */
  announcement: string

  /** Whether a selection is being read or validated, which takes a while for large folders. */
  isReading: boolean
  /** Files found so far in the selections that are being read. */
  filesFound: number
  /** Cancels reading and validation; none of their files is added. */
  cancelReading(): void
  /** Rejected files, newest last, until they are cleared. */
  rejections: readonly FileRejection[]
  clearRejections(): void
  /** Files that are already added and wait for the user's decision, where the option `duplicates` is `ask`. */
  duplicates: readonly DuplicateFile[]
  /** Adds a duplicate; without an id, all of them. */
  addDuplicate(id?: string): void
  /** Drops a duplicate; without an id, all of them. */
  skipDuplicate(id?: string): void

  /** Ids of the uploads that this dropzone added, oldest first, removed ones included. */
  uploadIds: readonly string[]
  /** Ids of the completed files. */
  fileIds: readonly string[]
  /** Whether files are being read or uploaded. */
  isBusy: boolean
  /** Why the form was not submitted; `undefined` before the first attempt and once it is resolved. */
  error: string | undefined
  errorProps: { id: string }
  /** Attributes of hidden inputs that submit the ids of the completed files. */
  hiddenInputs: readonly HiddenInputProps[]
  /** Returns to the initial state: uploads of this dropzone are cancelled and removed from the list. */
  reset(): void
}

/**
 * Adds files to the uploader by drop, file dialog, paste and camera, folders included. The root is a group and not a
 * button: put a button inside it.
 *
 * @example
 * const { getRootProps, getInputProps, getButtonProps } = useFileDropzone({ maxFiles: 10 })
 * return (
 *   <div {...getRootProps()}>
 *     <input {...getInputProps()} />
 *     <button {...getButtonProps()}>Choose files</button>
 *   </div>
 * )
 */
export function useFileDropzone(options: UseFileDropzoneOptions = {}): UseFileDropzoneResult {
  const { disabled = false, multiple = true } = options
  const { dropzone: messages, errors } = useMessages(dropzoneMessages)
  const format = useFormat()
  const words = { messages, errors, format }
  const input = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)

  const { selection, state, field: fieldState } = useFileSelection(options, words)
  const { actions, addInput, addTransfer } = selection
  const { isReading, filesFound, rejections, duplicates, uploadIds } = state
  const target = useDropTarget(options, addTransfer)
  const { root, isPageDragActive } = target
  const pickers = usePickers(options, addInput, messages)
  const elements = { root, input, button }
  const field = useDropzoneField(options, fieldState, isReading, elements, actions.reset, messages)
  const { fileIds, error, hiddenInputs } = field
  const { acceptedTypes, hint, ...texts } = useDropzoneTexts(options, state, target, words)

  const props = useDropzoneProps({
    acceptedTypes,
    disabled,
    multiple,
    isReading,
    dragState: texts.dragState,
    groupLabel: messages.label,
    target,
    field,
    input,
    addInput,
  })
  const { describedBy, hintProps, errorProps } = useDescriptions(hint, error)
  const dialog = useFileDialog(input, button, disabled, describedBy)
  return {
    ...props,
    ...dialog,
    pickers,
    ...texts,
    isPageDragActive,
    overlayProps,
    hint,
    hintProps,
    isReading,
    filesFound,
    rejections,
    duplicates,
    ...actions,
    uploadIds,
    fileIds,
    isBusy: isReading || field.unfinished > 0,
    error,
    errorProps,
    hiddenInputs,
  }
}

/** Opens the file dialog, by the dropzone's button or by the application. */
function useFileDialog(
  input: RefObject<HTMLInputElement | null>,
  button: RefObject<HTMLButtonElement | null>,
  disabled: boolean,
  describedBy: string | undefined,
) {
  const open = useCallback(() => {
    // The dialog is open for longer than this takes.
    dropzoneCode.preload()
    input.current?.click()
  }, [input])
  const getButtonProps = useCallback(
    (): DropzoneButtonProps => ({
      type: 'button',
      ref: button,
      disabled,
      onClick: open,
      'aria-describedby': describedBy,
    }),
    [button, disabled, open, describedBy],
  )
  return { open, getButtonProps }
}

/** What a dropzone accepts, and what it says. */
function useDropzoneTexts(
  { accept, maxSize, maxFiles, required = false, multiple = true, validate }: UseFileDropzoneOptions,
  state: SelectionState,
  { chunk, dragged, isPageDragActive }: ReturnType<typeof useDropTarget>,
  { messages, format }: Pick<SelectionRules, 'messages' | 'format'>,
) {
  const { uploader } = useUploadContext()
  const acceptedTypes = useMemo(() => flattenAccept(accept), [accept])
  const acceptedNames = useMemo(() => describeAccept(accept, messages), [accept, messages])
  const hint = messages.hint({
    types: acceptedNames,
    maxSize: maxSize === undefined ? undefined : format.bytes(maxSize),
    maxFiles,
    required,
  })
  const description = chunk?.describeDropzone({
    uploader,
    state,
    dragged,
    isPageDragActive,
    acceptedTypes,
    acceptedNames,
    multiple,
    maxFiles,
    hasValidator: validate !== undefined,
    messages,
  })
  const texts = description ?? describeWithoutCode(dragged !== undefined, state, messages)
  return { acceptedTypes, hint, ...texts }
}

/** Ids of the hint and the error, and the `aria-describedby` that refers to those that are shown. */
function useDescriptions(hint: string, error: string | undefined) {
  const [hintId, errorId] = [useId(), useId()]
  const ids = [error ? errorId : '', hint ? hintId : ''].filter(Boolean)
  const describedBy = ids.length > 0 ? ids.join(' ') : undefined
  const hintProps = useMemo(() => ({ id: hintId }), [hintId])
  const errorProps = useMemo(() => ({ id: errorId }), [errorId])
  return { describedBy, hintProps, errorProps }
}

/** While the code of dropzones is not loaded, what is dragged is not known, and only a failure ends a selection. */
function describeWithoutCode(
  isDragged: boolean,
  { isReading, lastResult }: SelectionState,
  { dragging, reading, prompt }: IdleDropzoneMessages,
): { dragState: DragState; label: string; announcement: string } {
  const reason = lastResult?.rejections[0]?.error.message ?? ''
  const label = isReading ? reading : prompt
  return {
    dragState: isDragged ? 'unknown' : 'none',
    label: isDragged ? dragging.unknown : label,
    announcement: isReading ? reading : reason,
  }
}

'use client'

import {
  useCallback,
  useId,
  useMemo,
  useRef,
  type ClipboardEvent,
  type HTMLAttributes,
  type InputHTMLAttributes,
  type RefObject,
} from 'react'
import type { AddOptions } from '../../uploader/create-upload.ts'
import type { DuplicatePolicy } from '../../ui/dropzone/partition-files.ts'
import { dropzoneAnnouncement } from '../../ui/dropzone/dropzone-announcement.ts'
import { dropzonePrompt } from '../../ui/dropzone/dropzone-label.ts'
import { onlyForFiles } from './only-for-files.ts'
import type { DuplicateFile } from '../../ui/dropzone/selection-state.ts'
import type { DragState } from '../../ui/dropzone/validate-drag.ts'
import { overlayProps, type OverlayProps } from './overlay-props.ts'
import type { PickerButtonProps } from './use-picker.ts'
import { useDropTarget } from './use-drop-target.ts'
import { useDropzoneField, type DropzoneFieldOptions, type HiddenInputProps } from './use-dropzone-field.ts'
import { useFileSelection } from './use-file-selection.ts'
import { useSelectionActions } from './use-selection-actions.ts'
import { useExtraInputs, type FilePicker, type DropzonePickerOptions } from './use-extra-inputs.ts'
import type { ValidateFile } from '../../ui/dropzone/validate-files.ts'
import { flattenAccept, type FileLimits, type FileRejection } from '../../ui/dropzone/validate-file.ts'
import { describeAccept } from '../../ui/dropzone/describe-accept.ts'
import { dropzoneMessages } from '../../ui/i18n/message-groups.ts'
import { useFormat } from '../i18n/use-format.ts'
import { useMessages } from '../i18n/use-messages.ts'

/** Options of `useFileDropzone`, and so the props of `<FileDropzone>`. */
export type UseFileDropzoneOptions = FileLimits &
  DropzonePickerOptions &
  DropzoneFieldOptions & {
    /** Whether several files may be added in one go. @default true */
    multiple?: boolean
    /** Takes nothing. @default false */
    disabled?: boolean
    /**
     * Takes what is dropped or pasted anywhere on the page, where nothing else wants it. Of several dropzones the one
     * that came last does; of those behind a modal dialog none. @default false
     */
    acceptPageDrops?: boolean
    /** A check of your own, after the limits; what it says is shown beside the file. May take its time. */
    validate?: ValidateFile
    /**
     * What becomes of a file that is there already: the same path, size and time of change as an upload that has not
     * failed. `ask` puts it into `duplicates`. @default 'allow'
     */
    duplicates?: DuplicatePolicy
    /** Kept by the backend with each file, where its wire can. */
    metadata?: AddOptions['metadata']
  }

/** What `useFileDropzone` gives. */
export type UseFileDropzoneResult = {
  /** Of the element that files are dropped on: a group. Takes pastes while the focus is inside. */
  getRootProps<T extends HTMLAttributes<HTMLElement>>(props?: T): T
  /** Of the hidden file input inside it. */
  getInputProps<T extends InputHTMLAttributes<HTMLInputElement>>(props?: T): T
  /** Of the button that opens the file dialog. A form leads here when something is missing. */
  getButtonProps(): DropzoneButtonProps
  /** Opens the file dialog. */
  open(): void
  /** Further ways to pick, each with its input and its button: a folder, the camera. */
  pickers: readonly FilePicker[]

  dragState: DragState
  /** Whether files are held elsewhere on the page, and would come here. */
  isPageDragActive: boolean
  /** Of what is shown above the whole page meanwhile. */
  overlayProps: OverlayProps
  /** What stands in the middle: what a drop would do, what goes on, or what it is there for. */
  label: string
  /** What is taken, in words; empty where everything is. */
  hint: string
  hintProps: { id: string }
  /** What became of the last files, for a live region. */
  announcement: string

  /** Whether a selection is still being read or checked: big folders take a while. */
  isReading: boolean
  /** Files found so far by what is being read. */
  filesFound: number
  /** Adds nothing of what is being read or checked. */
  cancelReading(): void
  /** Files that were not taken, newest last, until they are cleared. */
  rejections: readonly FileRejection[]
  clearRejections(): void
  /** Files that are here already and wait for an answer, where `duplicates` is `ask`. */
  duplicates: readonly DuplicateFile[]
  /** Adds a duplicate all the same; without an id, all of them. */
  addDuplicate(id?: string): void
  /** Lets go of a duplicate; without an id, of all. */
  skipDuplicate(id?: string): void

  /** Of what this dropzone added, oldest first, also of what has been removed since. */
  uploadIds: readonly string[]
  /** Of the finished files. */
  fileIds: readonly string[]
  /** Whether files are being read or are on their way. */
  isBusy: boolean
  /** What keeps the form from being sent, once that has been tried. */
  error: string | undefined
  errorProps: { id: string }
  /** For inputs that send the finished files' ids with the form. */
  hiddenInputs: readonly HiddenInputProps[]
  /** As on the first day: what was added is cancelled, where it is on its way, and taken off the list. */
  reset(): void
}

/** Attributes of the dropzone's button. */
export type DropzoneButtonProps = PickerButtonProps & {
  ref: RefObject<HTMLButtonElement | null>
  'aria-describedby': string | undefined
}

/**
 * Takes files by drop, dialog, paste and camera, with folders whole, and hands them to the engine. The root is a group
 * and not a button: put a real button inside it.
 *
 * @example
 * const { getRootProps, getInputProps, getButtonProps } = useFileDropzone({ maxFiles: 10 })
 */
export function useFileDropzone(options: UseFileDropzoneOptions = {}): UseFileDropzoneResult {
  const { accept, maxSize, maxFiles, multiple = true, disabled = false, required = false } = options
  const { acceptPageDrops = false, duplicates = 'allow' } = options
  const messages = useMessages(dropzoneMessages)
  const format = useFormat()
  const button = useRef<HTMLButtonElement>(null)
  const [takesId, errorId] = [useId(), useId()]

  const { intake, state } = useFileSelection({ ...options, multiple, duplicates, messages, format })
  const { isReading, filesFound, rejections, uploadIds } = state
  const verbs = useSelectionActions(intake, { accept, multiple, validate: options.validate })
  const target = useDropTarget({ ...verbs.target, disabled, multiple, acceptPageDrops })
  const { zone, open, onPaste, verdict, isPageDragActive } = target
  // The object is new with each render; these two only where what they give is.
  const { getRootProps: zoneRootProps, getInputProps: zoneInputProps } = zone
  const pickers = useExtraInputs({ ...options, accept, disabled, messages, take: verbs.target.takeInput })
  const field = useDropzoneField({
    ...options,
    disabled,
    isReading,
    uploadIds,
    input: target.input,
    button,
    onReset: intake.reset,
  })
  const { error, onInvalid } = field

  const dragState = verdict?.state ?? 'none'
  const hint = useMemo(
    () =>
      messages.dropzone.hint({
        types: describeAccept(accept, messages),
        maxSize: maxSize === undefined ? undefined : format.bytes(maxSize),
        maxFiles,
        required,
      }),
    [accept, maxSize, maxFiles, required, messages, format],
  )

  const getRootProps = useCallback(
    <T extends HTMLAttributes<HTMLElement>>(props?: T) => {
      const root = zoneRootProps({
        role: 'group',
        'aria-label': messages.dropzone.label,
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
    [zoneRootProps, messages, disabled, isReading, dragState, error, onPaste],
  )
  const accepted = flattenAccept(accept).join(',') || undefined
  const getInputProps = useCallback(
    <T extends InputHTMLAttributes<HTMLInputElement>>(props?: T) =>
      zoneInputProps({
        'aria-hidden': true,
        disabled,
        accept: accepted,
        onInvalid,
        ...props,
      }) as T,
    [zoneInputProps, accepted, disabled, onInvalid],
  )
  const describedBy = idList(error ? errorId : '', hint ? takesId : '')
  const getButtonProps = useCallback(
    (): DropzoneButtonProps => ({
      type: 'button',
      ref: button,
      disabled,
      onClick: open,
      'aria-describedby': describedBy,
    }),
    [disabled, open, describedBy],
  )
  const hintProps = useMemo(() => ({ id: takesId }), [takesId])
  const errorProps = useMemo(() => ({ id: errorId }), [errorId])
  return {
    getRootProps,
    getInputProps,
    getButtonProps,
    open,
    pickers,
    dragState,
    isPageDragActive,
    overlayProps,
    label: dropzonePrompt(verdict, state, { messages, accept, isPageDragActive }),
    hint,
    hintProps,
    announcement: dropzoneAnnouncement(state, messages),
    isReading,
    filesFound,
    rejections,
    duplicates: state.duplicates,
    ...verbs.own,
    uploadIds,
    fileIds: field.fileIds,
    isBusy: isReading || field.unfinished > 0,
    error,
    errorProps,
    hiddenInputs: field.hiddenInputs,
  }
}

/** The ids that are there, as an attribute takes them. */
function idList(...ids: readonly string[]): string | undefined {
  return ids.filter(Boolean).join(' ') || undefined
}

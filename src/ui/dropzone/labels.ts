import { selection as english } from '../i18n/en/selection.ts'
import type { DropzoneMessages, IdleDropzoneMessages } from '../i18n/messages.ts'
import type { Uploader } from '../../uploader/uploader.ts'
import type { SelectionResult, SelectionState } from './file-selection.ts'
import { remainingSlots } from './sort-files.ts'
import { validateDrag, type DragState, type DragValidation } from './validate-drag.ts'

type DropzoneOptions = {
  uploader: Uploader
  state: SelectionState
  /** The types of the files that are dragged over it, or over the page. */
  dragged: readonly string[] | undefined
  isPageDragActive: boolean
  /** The accepted types as in the `accept` attribute, and in words. */
  acceptedTypes: readonly string[]
  acceptedNames: readonly string[]
  multiple: boolean
  maxFiles: number | undefined
  hasValidator: boolean
  messages: IdleDropzoneMessages
}

/** What a dropzone makes of a drag and its selections: the text in its middle, and that of its live region. */
export function describeDropzone({
  uploader,
  state,
  dragged,
  isPageDragActive,
  ...options
}: DropzoneOptions): {
  dragState: DragState
  label: string
  announcement: string
} {
  const messages = withEnglish(options.messages)
  const { acceptedTypes, acceptedNames, multiple, maxFiles, hasValidator } = options
  const slots = remainingSlots(uploader, state.uploadIds, maxFiles)
  const rules = { acceptedTypes, remainingSlots: Math.min(multiple ? Infinity : 1, slots), hasValidator }
  const drag = dragged && validateDrag(dragged, rules)
  return {
    dragState: drag?.state ?? 'none',
    label: drag ? dragLabel(drag, acceptedNames, isPageDragActive, messages) : progressLabel(state, messages),
    announcement: dropzoneAnnouncement(state, messages),
  }
}

/** All texts of a dropzone; English ones about files where the application has given none. */
export function withEnglish(messages: IdleDropzoneMessages): DropzoneMessages {
  return { ...english, ...messages }
}

/** What a drop would do. */
function dragLabel(
  { state, total, invalidTypeCount, tooMany }: DragValidation,
  types: readonly string[],
  isPageDragActive: boolean,
  messages: DropzoneMessages,
): string {
  if (state === 'reject') {
    return messages.dragRejected({ total, ofWrongType: invalidTypeCount, tooMany, types })
  }
  return isPageDragActive ? messages.dropAnywhere : messages.dragging[state]
}

/** How far reading is, or what to do here. */
function progressLabel({ isReading, filesFound }: SelectionState, messages: DropzoneMessages): string {
  return isReading ? readingLabel(filesFound, messages) : messages.prompt
}

// A screen reader that reads out the count of each page of a folder does not stop talking.
const announcementStep = 500
const maxNamed = 3

function dropzoneAnnouncement(
  { isReading, filesFound, lastResult }: SelectionState,
  messages: DropzoneMessages,
): string {
  if (isReading) {
    return readingLabel(Math.floor(filesFound / announcementStep) * announcementStep, messages)
  }
  return lastResult ? describeResult(lastResult, messages) : ''
}

function readingLabel(filesFound: number, messages: DropzoneMessages): string {
  return filesFound > 0 ? messages.filesFound(filesFound) : messages.reading
}

function describeResult(
  { id, added, rejections, asked }: SelectionResult,
  messages: DropzoneMessages,
): string {
  const reasons = rejections.slice(0, maxNamed).map(({ name, error }) => `${name}: ${error.message}`)
  const text = messages.announcement({ added, rejected: rejections.length, reasons, duplicates: asked })
  // Screen readers skip a live region whose text has not changed: a no-break space makes equal results differ.
  return text && text + '\u00a0'.repeat(id % 2)
}

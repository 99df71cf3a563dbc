import { selection as english } from '../i18n/en/selection.ts'
import type { DropzoneMessages, IdleDropzoneMessages } from '../i18n/messages.ts'
import type { SelectionResult, SelectionState } from './file-selection.ts'
import type { DragValidation } from './validate-drag.ts'

type TextOptions = {
  messages: IdleDropzoneMessages
  /** The accepted types in words. */
  types: readonly string[]
  isPageDragActive: boolean
}

/** What a dropzone says about a drag and its selections: the text in its middle, and that of its live region. */
export function dropzoneTexts(
  drag: DragValidation | undefined,
  state: SelectionState,
  options: TextOptions,
): { label: string; announcement: string } {
  const messages = withEnglish(options.messages)
  return {
    label: dropzoneLabel(drag, state, { ...options, messages }),
    announcement: dropzoneAnnouncement(state, messages),
  }
}

/** All texts of a dropzone; English ones about files where the application has given none. */
export function withEnglish(messages: IdleDropzoneMessages): DropzoneMessages {
  return { ...english, ...messages }
}

/** What a drop would do, how far reading is, or what to do here. */
function dropzoneLabel(
  drag: DragValidation | undefined,
  { isReading, filesFound }: SelectionState,
  { messages, types, isPageDragActive }: TextOptions & { messages: DropzoneMessages },
): string {
  if (drag && drag.invalidTypeCount + drag.tooMany > 0) {
    const { total, invalidTypeCount, tooMany } = drag
    return messages.dragRejected({ total, ofWrongType: invalidTypeCount, tooMany, types })
  }
  if (drag && isPageDragActive) return messages.dropAnywhere
  if (drag && drag.state !== 'none') return messages.dragging[drag.state]
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

import type { UploadFormat } from '../i18n/format.ts'
import type { DropzoneMessages } from '../i18n/messages.ts'
import type { SelectionResult, SelectionState } from './file-selection.ts'
import type { AcceptedTypes } from './accepted-types.ts'
import type { FileLimits } from './validate.ts'
import type { DragValidation } from './validate-drag.ts'

/** An `accept` in words: `images`, `PDF`. */
export function describeAccept(
  accept: AcceptedTypes | undefined,
  messages: DropzoneMessages,
): readonly string[] {
  const names = Object.entries(accept ?? {}).flatMap(([type, extensions]) => {
    const [kind = '', subtype = ''] = type.split('/')
    if (subtype === '*') return messages.typeNames[kind] ?? type
    if (extensions.length > 0) return extensions.map((extension) => extension.replace('.', '').toUpperCase())
    return subtype.replace(/^(x-|vnd\.)|\+.*$/g, '').toUpperCase()
  })
  return [...new Set(names)]
}

/** What a dropzone accepts, in words; empty where it accepts everything. */
export function dropzoneHint(
  { accept, maxSize, maxFiles, required = false }: FileLimits & { required?: boolean | undefined },
  messages: DropzoneMessages,
  format: UploadFormat,
): string {
  return messages.hint({
    types: describeAccept(accept, messages),
    maxSize: maxSize === undefined ? undefined : format.bytes(maxSize),
    maxFiles,
    required,
  })
}

type LabelOptions = {
  messages: DropzoneMessages
  accept: AcceptedTypes | undefined
  isPageDragActive: boolean
}

/** The text in the middle of a dropzone: what a drop would do, how far reading is, or what to do here. */
export function dropzoneLabel(
  drag: DragValidation | undefined,
  { isReading, filesFound }: SelectionState,
  { messages, accept, isPageDragActive }: LabelOptions,
): string {
  if (drag && drag.invalidTypeCount + drag.tooMany > 0) {
    const { total, invalidTypeCount, tooMany } = drag
    const types = describeAccept(accept, messages)
    return messages.dragRejected({ total, ofWrongType: invalidTypeCount, tooMany, types })
  }
  if (drag && isPageDragActive) return messages.dropAnywhere
  if (drag && drag.state !== 'none') return messages.dragging[drag.state]
  return isReading ? readingLabel(filesFound, messages) : messages.prompt
}

// A screen reader that reads out the count of each page of a folder does not stop talking.
const announcementStep = 500
const maxNamed = 3

/** The text of a dropzone's live region. */
export function dropzoneAnnouncement(
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

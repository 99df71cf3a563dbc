import type { AcceptedTypes } from './validate-file.ts'
import type { MessagesOf } from '../i18n/messages.ts'
import { describeAccept } from './describe-accept.ts'
import { readingMessage } from './dropzone-announcement.ts'
import type { SelectionState } from './selection-state.ts'
import type { DragValidation } from './validate-drag.ts'

/** What stands in the middle of a dropzone: what a drop would do now, what goes on, or what it is there for. */
export function dropzonePrompt(
  verdict: DragValidation | undefined,
  { isReading, filesFound }: SelectionState,
  { messages, accept, isPageDragActive }: Words,
): string {
  if (verdict && verdict.ofWrongType + verdict.tooMany > 0) {
    return messages.dropzone.dragRejected({ ...verdict, types: describeAccept(accept, messages) })
  }
  if (verdict && isPageDragActive) return messages.dropzone.dropAnywhere
  if (verdict && verdict.state !== 'none') return messages.dropzone.dragging[verdict.state]
  return isReading ? readingMessage(filesFound, messages) : messages.dropzone.prompt
}

type Words = {
  messages: MessagesOf<'dropzone'>
  accept: AcceptedTypes | undefined
  isPageDragActive: boolean
}

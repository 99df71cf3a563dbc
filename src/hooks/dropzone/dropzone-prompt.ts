import type { AcceptedTypes } from '../judge-files.ts'
import type { UploadMessages } from '../messages.ts'
import { typeNames } from '../type-names.ts'
import { readingText } from './dropzone-announcement.ts'
import type { IntakeState } from './intake-state.ts'
import type { DragVerdict } from './judge-drag.ts'

/** What stands in the middle of a dropzone: what a drop would do now, what goes on, or what it is there for. */
export function dropzonePrompt(
  verdict: DragVerdict | undefined,
  { isReading, found }: IntakeState,
  { messages, accept, isOverPage }: Words,
): string {
  if (verdict && verdict.ofWrongType + verdict.tooMany > 0) {
    return messages.dropzoneDragRefused({ ...verdict, types: typeNames(accept, messages) })
  }
  if (verdict && isOverPage) return messages.dropzoneDragPage
  if (verdict && verdict.state !== 'none') return messages.dropzoneDragging[verdict.state]
  return isReading ? readingText(found, messages) : messages.dropzonePrompt
}

type Words = { messages: UploadMessages; accept: AcceptedTypes | undefined; isOverPage: boolean }

import type { MessagesOf } from '../i18n/messages.ts'
import type { SelectionResult, SelectionState } from './selection-state.ts'

// A count that is read out with each page of a folder is noise.
const step = 500
const maxNamed = 3

/** What a dropzone has to say to those who do not see it. */
export function dropzoneAnnouncement(
  { isReading, filesFound, news }: SelectionState,
  messages: MessagesOf<'dropzone'>,
): string {
  if (isReading) return readingMessage(Math.floor(filesFound / step) * step, messages)
  return news ? newsText(news, messages) : ''
}

/** What is said while files are read. */
export function readingMessage(found: number, messages: MessagesOf<'dropzone'>): string {
  return found > 0 ? messages.dropzone.filesFound(found) : messages.dropzone.reading
}

function newsText(
  { id, added, rejections, asked }: SelectionResult,
  messages: MessagesOf<'dropzone'>,
): string {
  const reasons = rejections.slice(0, maxNamed).map(({ name, error }) => `${name}: ${error.message}`)
  const text = messages.dropzone.announcement({
    added,
    rejected: rejections.length,
    reasons,
    duplicates: asked,
  })
  // The same words once more are only read when they are not quite the same.
  return text && text + '\u00a0'.repeat(id % 2)
}

import { UploadError } from '../../errors.ts'
import type { UploadFormat } from '../i18n/format.ts'
import { validateFile, type FileLimits, type FileRejection } from './validate-file.ts'
import type { MessagesOf } from '../i18n/messages.ts'
import { getRelativePath } from './relative-path.ts'
import type { ReadError, ReadSelection } from './read-selection.ts'
import { validateFiles, type ValidateFile } from './validate-files.ts'

/** What files are judged by one by one. */
export type JudgeRules = FileLimits & {
  validate?: ValidateFile
  messages: MessagesOf<'dropzone'>
  format: UploadFormat
}

/** Files that may be taken, and those that are not, with their reasons. */
export type ValidationResult = { accepted: readonly File[]; rejections: readonly FileRejection[] }

/** Sorts what was read. The limits are asked first: a check of the application's own may be slow. */
export async function validateSelection(
  { files, failures }: ReadSelection,
  { validate, messages, format, ...limits }: JudgeRules,
  signal: AbortSignal,
): Promise<ValidationResult> {
  const accepted: File[] = []
  const rejections = failures.map((failure) => rejectionOf(failure, messages))
  for (const file of files) {
    const error = validateFile(file, limits, { messages, format })
    if (error) rejections.push({ name: getRelativePath(file), file, error })
    else accepted.push(file)
  }
  if (!validate) return { accepted, rejections }
  const checked = await validateFiles(accepted, validate, {
    signal,
    uncheckedMessage: messages.dropzone.validationFailed,
  })
  return { accepted: checked.accepted, rejections: [...rejections, ...checked.rejections] }
}

function rejectionOf({ name, reason, cause }: ReadError, messages: MessagesOf<'dropzone'>): FileRejection {
  const message = reason === 'empty-folder' ? messages.dropzone.emptyFolder : messages.dropzone.unreadable
  const error = new UploadError('file-unreadable', message, { cause })
  return { name: name || messages.dropzone.unreadableName, error }
}

import { UploadError } from '../../errors.ts'
import type { DropzoneMessages } from '../i18n/messages.ts'
import type { ReadError } from './directory.ts'

/** A file that the dropzone rejected, with the reason. */
export type FileRejection = {
  /** The file's name, with its path where it came in a folder. */
  name: string
  /** Absent where the file could not be read. */
  file?: File | undefined
  /** Its `message` is in the words of the provider, or those of `validate`. */
  error: UploadError
}

/** The rejection of an item that could not be read. */
export function toRejection({ name, reason, cause }: ReadError, messages: DropzoneMessages): FileRejection {
  const message = reason === 'empty-folder' ? messages.emptyFolder : messages.unreadable
  return {
    name: name || messages.unreadableName,
    error: new UploadError('file-unreadable', message, { cause }),
  }
}

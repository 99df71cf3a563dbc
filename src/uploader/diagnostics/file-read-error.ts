import { UploadError } from '../../errors.ts'

/** The error that a failed read of a file stands for. */
export function toFileReadError(cause: unknown): UploadError {
  // Browsers refuse to read a file that changed on disk since it was chosen: https://www.w3.org/TR/FileAPI/#dfn-error-codes
  if (cause instanceof DOMException && cause.name === 'NotReadableError') {
    const message = 'The file changed on disk or can no longer be read. Choose it again.'
    return new UploadError('file-changed', message, { cause })
  }
  return new UploadError('file-unreadable', "The file can't be read. Choose it again.", { cause })
}

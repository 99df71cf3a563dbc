import { UploadError } from '../../errors.ts'

/** Whether the file on disk can still be read; browsers refuse one that changed since it was chosen. */
export async function checkReadable(source: Blob): Promise<UploadError | undefined> {
  try {
    await source.slice(0, 1).arrayBuffer()
    return undefined
  } catch (cause) {
    return toFileReadError(cause)
  }
}

/** What a failed read means. */
export function toFileReadError(cause: unknown): UploadError {
  if (cause instanceof DOMException && cause.name === 'NotReadableError') {
    const message = 'The file changed on disk, or cannot be read any more. Choose it again.'
    return new UploadError('file-changed', message, { cause })
  }
  return new UploadError('file-unreadable', 'The file cannot be read. Choose it again.', { cause })
}

import { toUploadError } from '../../errors.ts'
import { toFileReadError } from '../diagnostics/transfer-error.ts'
import { hashBlob } from './hash-blob.ts'

/** `hashBlob` for an upload: a file that cannot be read is an `UploadError`. */
export async function hashFile(
  ...[source, algorithm, options]: Parameters<typeof hashBlob>
): Promise<string> {
  try {
    return await hashBlob(source, algorithm, options)
  } catch (thrown) {
    if (options?.signal?.aborted) throw thrown
    throw thrown instanceof DOMException
      ? await toFileReadError(thrown)
      : toUploadError(thrown, 'file-unreadable', "The file can't be read. Choose it again.")
  }
}

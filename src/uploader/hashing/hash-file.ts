import { toUploadError } from '../../errors.ts'
import type { DigestOptions } from '../../lib/digest.ts'
import type { Checksum } from '../../model/upload-target.ts'
import { toFileReadError } from '../diagnostics/transfer-error.ts'
import type { UploadRun } from '../run-upload.ts'
import { hashConcurrency } from './hash-concurrency.ts'
import { startWorker } from './worker-client.ts'
import { createHasher } from './worker-pool.ts'

const idleMs = 30_000
let hasher: ReturnType<typeof createHasher> | undefined

/**
 * Lower-case hex digest of a blob of any size, in a module worker where one can be started, in at most 64 MiB of memory.
 * The workers are shared by all uploaders of the page.
 *
 * @throws DOMException if the file can't be read; UploadError if the browser can't hash it; the signal's reason
 */
export function hashBlob(source: Blob, algorithm: Checksum, options?: DigestOptions): Promise<string> {
  hasher ??= createHasher({ start: startWorker, concurrency: hashConcurrency, idleMs })
  return hasher(source, algorithm, options)
}

/** `hashBlob` for an upload, whose state shows the progress: a file that cannot be read is an `UploadError`. */
export async function hashFile(
  { upload, signal, setState }: Pick<UploadRun, 'upload' | 'signal' | 'setState'>,
  algorithm: Checksum,
): Promise<string> {
  try {
    return await hashBlob(upload.source, algorithm, {
      signal,
      onProgress: (hashedBytes) => setState({ status: 'hashing', hashedBytes }),
    })
  } catch (thrown) {
    if (signal.aborted) throw thrown
    throw thrown instanceof DOMException
      ? await toFileReadError(thrown)
      : toUploadError(thrown, 'file-unreadable', "The file can't be read. Choose it again.")
  }
}

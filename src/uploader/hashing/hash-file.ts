import { toUploadError } from '../../errors.ts'
import type { DigestOptions } from '../../lib/digest.ts'
import type { Checksum } from '../../model/upload-target.ts'
import { toFileReadError } from '../diagnostics/transfer-error.ts'
import type { UploadContext } from '../run-upload.ts'
import { requiredHashes } from '../signing/upload-intent.ts'
import type { Upload } from '../upload.ts'
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

/** Computes the digests that the backend signs with, unless an earlier attempt has computed them. */
export async function hashUpload({ source, size }: Upload, context: UploadContext): Promise<void> {
  const { checkpoint, signal } = context
  const { backend } = context.session
  const required = requiredHashes(backend, size, checkpoint)
  if (!required.source && !required.body) return
  context.setState({ status: 'hashing', hashedBytes: 0 })
  const onProgress = (hashedBytes: number) => context.setState({ status: 'hashing', hashedBytes })
  try {
    if (required.source) checkpoint.contentHash = await hashBlob(source, 'sha-256', { signal, onProgress })
    if (required.body && backend.checksum) {
      const known = backend.checksum === 'sha-256' ? checkpoint.contentHash : undefined
      checkpoint.checksum = known ?? (await hashBlob(source, backend.checksum, { signal, onProgress }))
    }
    context.setState({ status: 'queued' })
  } catch (thrown) {
    if (signal.aborted) throw thrown
    throw thrown instanceof DOMException
      ? await toFileReadError(thrown)
      : toUploadError(thrown, 'file-unreadable', "The file can't be read. Choose it again.")
  } finally {
    context.hashing?.()
    context.hashing = undefined
  }
}

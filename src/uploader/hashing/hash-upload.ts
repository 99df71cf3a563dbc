import { toUploadError } from '../../errors.ts'
import { hashBlob } from './hash-blob.ts'
import { requiredHashes } from '../signing/upload-intent.ts'
import { toFileReadError } from '../diagnostics/transfer-error.ts'
import type { UploadContext } from '../run-upload.ts'
import type { Upload } from '../upload.ts'

/** Computes the digests that the backend signs with, unless they are known from an earlier trip. */
export async function hashUpload({ source, size }: Upload, trip: UploadContext): Promise<void> {
  const { checkpoint, signal } = trip
  const { backend } = trip.session
  const wanted = requiredHashes(backend, size, checkpoint)
  if (!wanted.source && !wanted.body) return
  trip.setState({ status: 'hashing', hashedBytes: 0 })
  const onProgress = (hashedBytes: number) => {
    trip.setState({ status: 'hashing', hashedBytes })
  }
  try {
    if (wanted.source) checkpoint.contentHash = await hashBlob(source, 'sha-256', { signal, onProgress })
    if (wanted.body && backend.checksum) {
      const known = backend.checksum === 'sha-256' ? checkpoint.contentHash : undefined
      checkpoint.checksum = known ?? (await hashBlob(source, backend.checksum, { signal, onProgress }))
    }
    trip.setState({ status: 'queued' })
  } catch (thrown) {
    if (signal.aborted) throw thrown
    throw thrown instanceof DOMException
      ? await toFileReadError(thrown)
      : toUploadError(thrown, 'file-unreadable', 'The file cannot be read. Choose it again.')
  } finally {
    trip.hashing?.()
    trip.hashing = undefined
  }
}

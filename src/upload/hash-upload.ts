import { toUploadError } from '../errors.ts'
import { hashBlob } from './hash/hash-blob.ts'
import { wantedHashes } from './intent.ts'
import { readingError } from './reading-failure.ts'
import type { TripContext } from './trip.ts'
import type { Upload } from './upload.ts'

/** Computes the digests that the backend signs with, unless they are known from an earlier trip. */
export async function hashUpload({ source, size }: Upload, trip: TripContext): Promise<void> {
  const { memory, signal } = trip
  const { backend } = trip.lane
  const wanted = wantedHashes(backend, size, memory)
  if (!wanted.source && !wanted.body) return
  trip.become({ status: 'hashing', hashedBytes: 0 })
  const onProgress = (hashedBytes: number) => {
    trip.become({ status: 'hashing', hashedBytes })
  }
  try {
    if (wanted.source) memory.sourceHash = await hashBlob(source, 'sha-256', { signal, onProgress })
    if (wanted.body && backend.bodyHash) {
      const known = backend.bodyHash === 'sha-256' ? memory.sourceHash : undefined
      memory.bodyHash = known ?? (await hashBlob(source, backend.bodyHash, { signal, onProgress }))
    }
    trip.become({ status: 'queued' })
  } catch (thrown) {
    if (signal.aborted) throw thrown
    throw thrown instanceof DOMException
      ? readingError(thrown)
      : toUploadError(thrown, 'file-unreadable', 'The file cannot be read. Choose it again.')
  } finally {
    trip.hashing?.()
    trip.hashing = undefined
  }
}

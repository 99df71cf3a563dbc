import { toUploadError, type UploadError } from '../errors.ts'
import type { RemoteFile } from '../model/remote-file.ts'
import { retryCleanup } from './cleanup-remote.ts'
import { abortMultipart } from './multipart/multipart-session.ts'
import { runUpload, type UploadContext } from './run-upload.ts'
import type { Upload } from './upload.ts'

/** Who hears how a trip ends. */
export type RunCallbacks = {
  /** It is over, whatever came of it: its places are free. */
  onLeft(): void
  /** The file is ready. */
  onReady(file: RemoteFile): void
  /** It failed. What it has reached is kept for a retry, but not where the file is another one by now. */
  onFailed(error: UploadError, isStale: boolean): void
}

/** Sends an upload on its way and tells how it ends; says nothing more once the trip has been aborted. */
export async function startRun(
  upload: Upload,
  trip: UploadContext,
  { onLeft, onReady, onFailed }: RunCallbacks,
): Promise<void> {
  const { signal, checkpoint } = trip
  try {
    let file: RemoteFile
    try {
      file = await runUpload(upload, trip)
    } finally {
      trip.hashing?.()
      trip.slot?.()
      onLeft()
    }
    if (signal.aborted) return
    const { parts } = checkpoint
    onReady(file)
    await parts?.claim?.finish()
  } catch (thrown) {
    trip.session.signing.forget(upload.id)
    if (signal.aborted) return
    const error = toUploadError(thrown, 'server-error', 'The upload failed unexpectedly. Try again.')
    const { parts } = checkpoint
    const { remote } = trip.read()
    const isStale = error.code === 'file-changed'
    onFailed(error, isStale)
    if (!isStale) return
    // What was sent of a file that is another one by now is of no use to anybody.
    if (parts) await abortMultipart(parts)
    else if (remote) void retryCleanup(async () => trip.session.backend.remove?.(remote.id, {}))
  }
}

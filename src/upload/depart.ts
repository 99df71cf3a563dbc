import { toUploadError, type UploadError } from '../errors.ts'
import type { RemoteFile } from '../model/remote-file.ts'
import { discard } from './discard.ts'
import { abandonParts } from './open-parts.ts'
import { takeTrip, type TripContext } from './trip.ts'
import type { Upload } from './upload.ts'

/** Who hears how a trip ends. */
export type Farewell = {
  /** It is over, whatever came of it: its places are free. */
  onLeft(): void
  /** The file is ready. */
  onReady(file: RemoteFile): void
  /** It failed. What it has reached is kept for a retry, but not where the file is another one by now. */
  onFailed(error: UploadError, isStale: boolean): void
}

/** Sends an upload on its way and tells how it ends; says nothing more once the trip has been aborted. */
export async function depart(
  upload: Upload,
  trip: TripContext,
  { onLeft, onReady, onFailed }: Farewell,
): Promise<void> {
  const { signal, memory } = trip
  try {
    let file: RemoteFile
    try {
      file = await takeTrip(upload, trip)
    } finally {
      trip.hashing?.()
      trip.slot?.()
      onLeft()
    }
    if (signal.aborted) return
    const { parts } = memory
    onReady(file)
    await parts?.claim?.finish()
  } catch (thrown) {
    trip.lane.signing.forget(upload.id)
    if (signal.aborted) return
    const error = toUploadError(thrown, 'server-error', 'The upload failed unexpectedly. Try again.')
    const { parts } = memory
    const { remote } = trip.read()
    const isStale = error.code === 'file-changed'
    onFailed(error, isStale)
    if (!isStale) return
    // What was sent of a file that is another one by now is of no use to anybody.
    if (parts) await abandonParts(parts)
    else if (remote) void discard(async () => trip.lane.backend.remove?.(remote.id, {}))
  }
}

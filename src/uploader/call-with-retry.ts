import { toUploadError } from '../errors.ts'
import { createRetrier } from './retry-policy.ts'
import type { UploadContext } from './run-upload.ts'
import { silentObserver } from './retry-observers.ts'

/** Asks the backend until it answers, gives a reason that will not pass, or the budget is spent. */
export async function callWithRetry<T>(trip: UploadContext, ask: () => Promise<T>): Promise<T> {
  let retries: ReturnType<typeof createRetrier> | undefined
  for (;;) {
    try {
      return await ask()
    } catch (thrown) {
      if (trip.signal.aborted) throw thrown
      const error = toUploadError(thrown, 'server-error', 'The backend failed unexpectedly. Try again.')
      trip.stats.failure(error)
      // Only bytes that are sent again can be other bytes.
      if (error.code === 'checksum') throw error
      retries ??= createRetrier(trip.retry, trip.network)
      await retries.after(error, trip.signal, silentObserver)
    }
  }
}

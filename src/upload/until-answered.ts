import { toUploadError } from '../errors.ts'
import { createRetries } from './retries.ts'
import type { TripContext } from './trip.ts'
import { quietWaiting } from './waiting.ts'

/** Asks the backend until it answers, gives a reason that will not pass, or the budget is spent. */
export async function untilAnswered<T>(trip: TripContext, ask: () => Promise<T>): Promise<T> {
  let retries: ReturnType<typeof createRetries> | undefined
  for (;;) {
    try {
      return await ask()
    } catch (thrown) {
      if (trip.signal.aborted) throw thrown
      const error = toUploadError(thrown, 'server-error', 'The backend failed unexpectedly. Try again.')
      trip.ledger.failure(error)
      // Only bytes that are sent again can be other bytes.
      if (error.code === 'checksum') throw error
      retries ??= createRetries(trip.retry, trip.network)
      await retries.after(error, trip.signal, quietWaiting)
    }
  }
}

import type { Waiting } from './retries.ts'
import type { TripContext } from './trip.ts'

/** Shows on the upload what it waits for. */
export function shownWaiting(trip: TripContext): Waiting {
  return {
    retry(at, error) {
      trip.become({ status: 'queued', retry: { at, error } })
    },
    offline() {
      // What has left its bytes cannot be paused; it can be queued again.
      trip.become({ status: 'queued' })
      trip.become({ status: 'paused', offline: true })
    },
    over() {
      trip.become({ status: 'queued' })
    },
  }
}

/** Shows nothing: for what goes on behind a status of its own. */
export const quietWaiting: Waiting = {
  retry: () => undefined,
  offline: () => undefined,
  over: () => undefined,
}

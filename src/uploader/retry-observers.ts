import type { RetryObserver } from './retry-policy.ts'
import type { UploadContext } from './run-upload.ts'

/** Shows on the upload what it waits for. */
export function statusObserver(trip: UploadContext): RetryObserver {
  return {
    retry(at, error) {
      trip.setState({ status: 'queued', retry: { at, error } })
    },
    offline() {
      // What has left its bytes cannot be paused; it can be queued again.
      trip.setState({ status: 'queued' })
      trip.setState({ status: 'paused', offline: true })
    },
    over() {
      trip.setState({ status: 'queued' })
    },
  }
}

/** Shows nothing: for what goes on behind a status of its own. */
export const silentObserver: RetryObserver = {
  retry: () => undefined,
  offline: () => undefined,
  over: () => undefined,
}

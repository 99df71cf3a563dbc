import type { RetryObserver } from './retry-policy.ts'
import type { UploadContext } from './run-upload.ts'

/** Shows on the upload what it waits for. */
export function statusObserver(trip: UploadContext): RetryObserver {
  return {
    retry(retry) {
      trip.setState({ status: 'retrying', ...retry })
    },
    offline() {
      trip.setState({ status: 'offline' })
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

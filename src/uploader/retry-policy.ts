import { isTransient, toUploadError, type UploadError } from '../errors.ts'
import { jitteredDelay } from '../http/backoff.ts'
import { raceAbort } from '../lib/abort.ts'
import { sleep } from '../lib/time.ts'
import type { CallOptions } from '../model/call-options.ts'
import { waitForEvent, type Network } from './network.ts'
import type { UploadState } from './upload.ts'

/** How transient errors are retried. */
export type RetryOptions = {
  /**
   * Milliseconds that an upload may fail without any progress before it fails for good; time without a network does not
   * count. 0 disables retries. @default 300_000
   */
  maxElapsedMs?: number | undefined
  /** Upper bound of the first random delay in milliseconds; it doubles with each failure. @default 500 */
  minDelayMs?: number | undefined
  /** Upper bound of every random delay in milliseconds. @default 20_000 */
  maxDelayMs?: number | undefined
  /** Milliseconds without progress after which a connection counts as broken. @default 30_000 */
  stallTimeoutMs?: number | undefined
}

/** What the next attempt does: the same again, with a fresh URL, or now that the network is back. */
export type RetryDecision = 'retry' | 'refresh-url' | 'online'

/** Shows what an upload waits for. */
export type RetryObserver = {
  onRetry(scheduled: { attempt: number; at: Date; error: UploadError }): void
  onOffline(): void
  /** The wait is over. */
  onResume(): void
}

// A URL that expires this often in a row is signed in the past: a clock is wrong, or its lifetime is too short.
const maxUrlRefreshes = 4
// A body corrupted once is bad luck; more often, the file's disk or a proxy corrupts it.
const maxChecksumRetries = 2
// What looks like missing CORS rules may be a connection that broke before the store had ever responded.
const maxCorsRetries = 2

/** The retries of one upload or part. */
export type Retrier = ReturnType<RetryPolicy['createRetrier']>

/** How an uploader retries. */
export type RetryPolicy = ReturnType<typeof createRetryPolicy>

/** The one place that decides what is retried, when and how often. */
export function createRetryPolicy(options: RetryOptions, network: Network) {
  function createRetrier() {
    const { maxElapsedMs = 300_000, minDelayMs = 500, maxDelayMs = 20_000 } = options
    let attempts = 0
    let delays = 0
    let failingSince: number | undefined
    const counts = { 'url-expired': 0, checksum: 0, cors: 0 }

    function isFinal(error: UploadError): boolean {
      if (maxElapsedMs <= 0) return true
      switch (error.code) {
        case 'url-expired':
          return ++counts['url-expired'] > maxUrlRefreshes
        case 'checksum':
          return ++counts.checksum > maxChecksumRetries
        case 'cors':
          return ++counts.cors > maxCorsRetries
        default:
          return !isTransient(error)
      }
    }

    return {
      /** Something moved: earlier failures no longer count. */
      progress() {
        attempts = 0
        delays = 0
        failingSince = undefined
      },
      /** Waits until the next attempt is due. Throws the error if there is none. */
      async wait(error: UploadError, signal: AbortSignal, observer: RetryObserver): Promise<RetryDecision> {
        if (isFinal(error)) throw error
        if (error.code === 'offline') {
          observer.onOffline()
          await network.whenOnline(signal)
          observer.onResume()
          return 'online'
        }
        if (error.code === 'url-expired') return 'refresh-url'
        failingSince ??= Date.now()
        const delayMs = error.retryAfterMs ?? jitteredDelay(++delays, minDelayMs, maxDelayMs)
        const at = Date.now() + delayMs
        if (at - failingSince > maxElapsedMs) throw error
        observer.onRetry({ attempt: ++attempts, at: new Date(at), error })
        // `Retry-After` is obeyed to the second.
        await (error.retryAfterMs === undefined ? delayOrVisible(delayMs, signal) : sleep(delayMs, signal))
        observer.onResume()
        return 'retry'
      },
    }
  }

  return {
    createRetrier,
    /** Calls the backend until it succeeds, fails for good, or the time for retries is over. */
    async call<T>(
      { signal, stats }: { signal: AbortSignal; stats: { failure(error: UploadError): void } },
      send: (call: CallOptions) => Promise<T>,
    ): Promise<T> {
      let retrier: Retrier | undefined
      for (;;) {
        try {
          return await callBackend(send, signal)
        } catch (thrown) {
          if (signal.aborted) throw thrown
          const error = toUploadError(thrown, 'server-error', 'The backend failed unexpectedly. Try again.')
          stats.failure(error)
          // Only sending the bytes again can change a checksum.
          if (error.code === 'checksum') throw error
          retrier ??= createRetrier()
          await retrier.wait(error, signal, silentObserver)
        }
      }
    },
  }
}

/**
 * One call of the backend: not after an abort, without the client's own retries, and given up as soon as the signal is
 * aborted, should the backend ignore it.
 */
export async function callBackend<T>(
  send: (call: CallOptions) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted()
  return raceAbort(send({ signal, retries: 0 }), signal)
}

/** Shows on the upload what it waits for. */
export function statusObserver(setState: (state: UploadState) => void): RetryObserver {
  return {
    onRetry(scheduled) {
      setState({ status: 'retrying', ...scheduled })
    },
    onOffline() {
      setState({ status: 'offline' })
    },
    onResume() {
      setState({ status: 'queued' })
    },
  }
}

/** Shows nothing: for calls that have a status of their own. */
const silentObserver: RetryObserver = {
  onRetry: () => undefined,
  onOffline: () => undefined,
  onResume: () => undefined,
}

/**
 * Waits, but no longer than until a hidden page becomes visible: a phone may have slept meanwhile, which closes its
 * connections, and the user wants to see progress.
 */
function delayOrVisible(maxMs: number, signal: AbortSignal): Promise<void> {
  const target = typeof document === 'object' ? document : undefined
  const matches = () => target?.visibilityState === 'visible'
  return waitForEvent({ target, event: 'visibilitychange', matches }, maxMs, signal)
}

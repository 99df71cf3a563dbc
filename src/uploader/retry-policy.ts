import type { UploadError, UploadErrorCode } from '../errors.ts'
import { isRetriedStatus, jitteredDelay } from '../http/backoff.ts'
import { sleep } from '../lib/time.ts'
import type { Network } from './network.ts'
import { waitForEvent } from './wait-for-event.ts'

/** How an upload deals with failures that may pass. */
export type RetryOptions = {
  /**
   * Milliseconds that failing may go on without any progress before the upload fails; waiting for the network to
   * come back does not count. 0 fails at once. @default 300_000
   */
  maxElapsedMs?: number
  /** Bound of the first random wait in milliseconds; it doubles with each failure. @default 500 */
  minDelayMs?: number
  /** Bound of every random wait in milliseconds. @default 20_000 */
  maxDelayMs?: number
  /** Milliseconds of silence after which a connection counts as dead. @default 30_000 */
  stallTimeoutMs?: number
}

/** What to do about a failure: the same again, a fresh URL first, wait for the network, or give up. */
type RetryDecision = 'again' | 'resign' | 'offline' | 'final'

const transientCodes: ReadonlySet<UploadErrorCode> = new Set([
  'network',
  'timeout',
  'stalled',
  'rate-limited',
])

// A URL that dies this often in a row is signed dead: a clock is wrong, or the signer's life too short.
const maxUrlRefreshes = 4
// Bytes that arrive broken once are bad luck; more often they are what the file's disk or a proxy makes of them.
const maxChecksumRetries = 2
// What looks like missing CORS rules may have been one connection that broke before the store had ever answered.
const maxCorsRetries = 2

/** 4xx is final but for 408, 425 and 429, and for a URL that expired. */
function classifyError({ code, status }: UploadError): RetryDecision {
  if (code === 'offline') return 'offline'
  if (code === 'url-expired') return 'resign'
  if (transientCodes.has(code) || code === 'checksum' || code === 'cors') return 'again'
  return code === 'server-error' && status !== undefined && isRetriedStatus(status) ? 'again' : 'final'
}

/** Hears what is being waited for. */
export type RetryObserver = {
  /** The next attempt is scheduled. */
  retry(scheduled: { attempt: number; at: Date; error: UploadError }): void
  /** There is no network. */
  offline(): void
  /** The wait is over. */
  over(): void
}

/**
 * Waits, but no longer than until a page that was hidden is seen again: then a phone may have slept meanwhile, which cut
 * its connections, and whoever looks wants to see things move.
 */
function delayOrVisible(mostMs: number, signal: AbortSignal): Promise<void> {
  const on = typeof document === 'object' ? document : undefined
  const isMeant = () => on?.visibilityState === 'visible'
  return waitForEvent({ on, event: 'visibilitychange', isMeant }, mostMs, signal)
}

/** The failures of one file or part since it last got on. */
export function createRetrier(options: RetryOptions, network: Network) {
  const { maxElapsedMs = 300_000, minDelayMs = 500, maxDelayMs = 20_000 } = options
  let failures = 0
  let attempts = 0
  let urlRefreshes = 0
  let checksums = 0
  let cors = 0
  let failingSince: number | undefined

  return {
    /** Something moved: the failures before it are forgotten. */
    progress() {
      failures = 0
      attempts = 0
      failingSince = undefined
    },
    /** Waits until the next attempt is due; throws the error when there is none. */
    async after(error: UploadError, signal: AbortSignal, waiting: RetryObserver): Promise<RetryDecision> {
      const verdict = classifyError(error)
      if (verdict === 'final' || maxElapsedMs <= 0) throw error
      if (verdict === 'offline') {
        waiting.offline()
        await network.whenOnline(signal)
        waiting.over()
        return verdict
      }
      if (verdict === 'resign') {
        if (++urlRefreshes > maxUrlRefreshes) throw error
        return verdict
      }
      if (error.code === 'checksum' && ++checksums > maxChecksumRetries) throw error
      if (error.code === 'cors' && ++cors > maxCorsRetries) throw error
      failingSince ??= Date.now()
      const waitMs = error.retryAfterMs ?? jitteredDelay(++failures, minDelayMs, maxDelayMs)
      attempts++
      const at = Date.now() + waitMs
      if (at - failingSince > maxElapsedMs) throw error
      waiting.retry({ attempt: attempts, at: new Date(at), error })
      // What a store asks for it gets.
      await (error.retryAfterMs === undefined ? delayOrVisible(waitMs, signal) : sleep(waitMs, signal))
      waiting.over()
      return verdict
    },
  }
}

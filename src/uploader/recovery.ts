import { isTransient, type UploadError } from '../errors.ts'
import { jitteredDelay, sleep } from '../lib/time.ts'
import { startOver, type SignedTarget } from './checkpoint.ts'
import { waitForEvent, type Network } from '../lib/network.ts'
import type { PendingRetries } from './scheduling/pending-retries.ts'
import type { BackendCaller, RetryOptions, RetryPolicy } from './retry-policy.ts'
import type { UploadRun } from './run-upload.ts'
import type { UploadState } from './upload.ts'

// Handles failures and cancellations. A chunk of its own: most small uploads never need it.
export { createCleanup } from './cleanup.ts'
export { createPendingRetries } from './scheduling/pending-retries.ts'
export { canReuseTarget, findStored, rejectStored, takeExisting } from './transfer/reuse-target.ts'

/** What the next attempt does: the same again, with a fresh URL, or now that the network is back. */
export type RetryDecision = 'retry' | 'refresh-url' | 'online'

/** Shows what an upload waits for. */
export type RetryObserver = {
  onRetry(scheduled: { attempt: number; at: Date; error: UploadError }): void
  onOffline(): void
  /** The wait is over. */
  onResume(): void
}

// If URLs expire more often in a row, the signer's clock is wrong or their lifetime is too short.
const maxUrlRefreshes = 4
// If bodies are corrupted more often, a disk or a proxy is the cause, and retries do not help.
const maxChecksumRetries = 2
// A connection that breaks before the first response cannot be distinguished from missing CORS rules.
const maxCorsRetries = 2

/** The retries of one upload or part. */
export type Retrier = ReturnType<typeof createRetrier>

/** Creates the retries of one upload, part or call. */
export function createRetrier(options: RetryOptions, network: Network, pendingRetries: PendingRetries) {
  const { maxElapsedMs = 300_000, minDelayMs = 500, maxDelayMs = 20_000 } = options
  const isFinal = createFailureLimits()
  let attempts = 0
  let delays = 0
  let failingSince: number | undefined

  /** Waits until the next attempt is due. Throws the error if there is none. */
  async function wait(
    error: UploadError,
    signal: AbortSignal,
    observer = silentObserver,
  ): Promise<RetryDecision> {
    if (maxElapsedMs <= 0 || isFinal(error)) throw error
    if (error.code === 'offline') {
      observer.onOffline()
      await network.whenOnline(signal)
      observer.onResume()
      return 'online'
    }
    if (error.code === 'url-expired') return 'refresh-url'
    failingSince ??= Date.now()
    const jitteredMs = jitteredDelay(++delays, minDelayMs, maxDelayMs)
    const delayMs = hasConnectionFailed(error)
      ? pendingRetries.delayOf(error.url, jitteredMs)
      : (error.retryAfterMs ?? jitteredMs)
    const at = Date.now() + delayMs
    if (at - failingSince > maxElapsedMs) throw error
    observer.onRetry({ attempt: ++attempts, at: new Date(at), error })
    await waitUntilDue(error, at, delayMs, signal, pendingRetries)
    observer.onResume()
    return 'retry'
  }

  return {
    wait,
    /** Waits after a failed call of the backend; shows it if there is nothing else to show of the upload. */
    waitForCall(error: UploadError, { read, setState, signal }: BackendCaller): Promise<RetryDecision> {
      const isFinishing = read().state.status === 'finishing'
      return wait(error, signal, isFinishing ? statusObserver(setState, 'finishing') : silentObserver)
    },
    /** Progress was made: earlier failures no longer count. */
    progress() {
      attempts = 0
      delays = 0
      failingSince = undefined
    },
  }
}

/** Counts the failures that are retried a few times only. Returns whether an error is the last one. */
function createFailureLimits(): (error: UploadError) => boolean {
  const counts = { 'url-expired': 0, checksum: 0, cors: 0 }
  return (error) => {
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
}

/** Without a response, the connection has failed, not the server. */
function hasConnectionFailed({ status, retryAfterMs }: UploadError): boolean {
  return status === undefined && retryAfterMs === undefined
}

/** Waits for the next attempt: after a connection has failed, the first success at that origin ends the wait. */
async function waitUntilDue(
  error: UploadError,
  at: number,
  delayMs: number,
  signal: AbortSignal,
  pendingRetries: PendingRetries,
) {
  // `Retry-After` is obeyed to the second.
  if (error.retryAfterMs !== undefined) return sleep(delayMs, signal)
  if (!hasConnectionFailed(error)) return delayOrVisible(delayMs, signal)
  let remove: (() => void) | undefined
  const onWait = (resume: () => void) => (remove = pendingRetries.add(error.url, { at, resume }))
  return delayOrVisible(delayMs, signal, onWait).finally(() => remove?.())
}

/**
 * Shows on the upload what it waits for.
 *
 * @param status after the wait
 */
function statusObserver(
  setState: (state: UploadState) => void,
  status: 'queued' | 'finishing' = 'queued',
): RetryObserver {
  return {
    onRetry(scheduled) {
      setState({ status: 'retrying', ...scheduled })
    },
    onOffline() {
      setState({ status: 'offline' })
    },
    onResume() {
      setState({ status })
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
function delayOrVisible(
  maxMs: number,
  signal: AbortSignal,
  onWait?: (resume: () => void) => void,
): Promise<void> {
  const target = typeof document === 'object' ? document : undefined
  const matches = () => target?.visibilityState === 'visible'
  return waitForEvent({ target, event: 'visibilitychange', matches }, maxMs, signal, onWait)
}

/** What follows the failed attempts of one upload: resolves when the next one is due, rejects if there is none. */
export function createTransferRecovery(
  run: UploadRun,
  retry: RetryPolicy,
): (error: UploadError, hasProgressed: boolean) => Promise<void> {
  let retrier: Retrier | undefined
  let hasRestarted = false
  return async (error, hasProgressed) => {
    retrier ??= await retry.createRetrier(run.signal)
    if (hasProgressed) retrier.progress()
    const { checkpoint } = run.memory
    if (error.code === 'not-found' && checkpoint.type === 'multipart' && !hasRestarted) {
      // The store has dropped the parts, as lifecycle rules do.
      hasRestarted = true
      await checkpoint.multipart.record?.finish()
      run.reach(startOver)
      return
    }
    await waitForRetry(error, retrier, checkpoint.type === 'signed' ? checkpoint.target : undefined, run)
  }
}

/** Waits for the next attempt, and notes whether it may use the same target. */
async function waitForRetry(
  error: UploadError,
  retrier: Retrier,
  target: SignedTarget | undefined,
  { signal, setState }: UploadRun,
) {
  if (target && error.status === undefined) target.failedAttempts++
  try {
    const decision = await retrier.wait(error, signal, statusObserver(setState))
    if (target && decision === 'refresh-url') target.isRejected = true
  } catch (thrown) {
    // What the storage has refused for good, it refuses again: a retry by the user gets another target.
    if (target && thrown === error && error.status !== undefined) target.isRejected = true
    throw thrown
  }
}

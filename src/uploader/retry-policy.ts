import { toUploadError, type UploadError } from '../errors.ts'
import { raceAbort } from '../lib/abort.ts'
import type { CallOptions } from '../model/call-options.ts'
import { loadWithRetries } from '../lib/load-chunk.ts'
import { type Network } from '../lib/network.ts'
import type * as recovery from './recovery.ts'
import type { PendingRetries } from './scheduling/pending-retries.ts'
import type { Upload, UploadState } from './upload.ts'

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

/** How an uploader retries. */
export type RetryPolicy = ReturnType<typeof createRetryPolicy>

/** The code that runs after a failure. */
export type Recovery = typeof recovery
let loaded: Recovery | undefined

/** The code that runs after a failure, if it is loaded. */
export const loadedRecovery = (): Recovery | undefined => loaded
export const importRecovery = async (): Promise<Recovery> => (loaded ??= await import('./recovery.ts'))

/** An upload that calls its backend. */
export type BackendCaller = {
  signal: AbortSignal
  stats: { failure(error: UploadError): void }
  read(): Upload
  setState(state: UploadState): void
}

/**
 * Decides what is retried, when and how often.
 *
 * @param waits the retries that wait, of all policies of an uploader
 */
export function createRetryPolicy(
  options: RetryOptions,
  network: Network,
  waits: { pending?: PendingRetries },
) {
  /** Loads the code that runs after a failure. */
  const loadRecovery = async (signal: AbortSignal): Promise<Recovery> =>
    loadWithRetries(importRecovery, signal, network)

  /** Creates the retries of one upload, part or call, once it has failed. */
  async function createRetrier(signal: AbortSignal): Promise<recovery.Retrier> {
    const code = await loadRecovery(signal)
    waits.pending ??= code.createPendingRetries()
    return code.createRetrier(options, network, waits.pending)
  }

  return {
    loadRecovery,
    createRetrier,
    /** A request has succeeded: what waits because a connection to that origin has failed is retried. */
    onSuccess(url: string | undefined) {
      waits.pending?.onSuccess(url)
    },
    /** Calls the backend until it succeeds, fails for good, or the time for retries is over. */
    async call<T>(run: BackendCaller, send: (call: CallOptions) => Promise<T>): Promise<T> {
      const { signal, stats } = run
      let retrier: recovery.Retrier | undefined
      let failed: UploadError | undefined
      for (;;) {
        try {
          const result = await callBackend(send, signal)
          if (failed) waits.pending?.onSuccess(failed.url)
          return result
        } catch (thrown) {
          if (signal.aborted) throw thrown
          const error = toUploadError(thrown)
          stats.failure(error)
          // Only sending the bytes again can change a checksum.
          if (error.code === 'checksum') throw error
          failed = error
          retrier ??= await createRetrier(signal)
          await retrier.waitForCall(error, run)
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

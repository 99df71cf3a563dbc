import { UploadError } from '../errors.ts'
import { browserNetwork, isOffline, type Network } from './network.ts'
import { jitteredDelay, sleep } from './time.ts'

/**
 * Loads code on demand: `loadChunk(() => import('./chunk.ts'))`. A chunk that does not load is a transient network
 * error, so the upload that needs it is retried.
 *
 * @throws UploadError with the code `network` or `offline`
 */
export async function loadChunk<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (cause) {
    const message = "A part of the application couldn't be loaded. Check the connection and try again."
    throw new UploadError(isOffline() ? 'offline' : 'network', message, { cause })
  }
}

/**
 * Loads code that nothing goes on without: with backoff until it succeeds or the signal is aborted, and not while there is
 * no network.
 */
export async function loadWithRetries<T>(
  load: () => Promise<T>,
  signal?: AbortSignal,
  network: Network = browserNetwork,
): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await load()
    } catch {
      await network.whenOnline(signal)
      await sleep(jitteredDelay(failures), signal)
    }
  }
}

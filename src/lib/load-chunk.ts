import { UploadError } from '../errors.ts'
import { isOffline } from './is-offline.ts'

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

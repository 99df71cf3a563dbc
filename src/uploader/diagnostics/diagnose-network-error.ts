import { createAbortError, UploadError } from '../../errors.ts'
import { isOffline } from '../../lib/is-offline.ts'
import { unsentHeaders } from './signed-headers-mismatch.ts'
import { checkReadable } from './file-read-error.ts'

/** What is known of a transfer that ended without an answer. */
export type NetworkErrorContext = {
  url: string
  headers: Record<string, string>
  signal: AbortSignal
  source: Blob
  /** When the URL dies, in milliseconds; `Infinity` where that is not known. */
  dies: number
  /** Whether the storage is known to let this page in: bytes only leave once the preflight was granted. */
  isSureOfCors: boolean
  cause: unknown
}

/**
 * Finds out why a transfer got no answer. A page is told nothing but "status 0", be it a broken line, an
 * expired URL (real stores omit CORS headers on a 403), a file that changed on disk or missing CORS.
 */
export async function diagnoseNetworkError({
  url,
  headers,
  signal,
  source,
  dies,
  isSureOfCors,
  cause,
}: NetworkErrorContext): Promise<UploadError> {
  if (signal.aborted) return createAbortError(signal.reason)
  if (isOffline()) {
    const message = 'You are offline. Connect to the network and try again.'
    return new UploadError('offline', message, { url, cause })
  }
  if (dies <= Date.now()) {
    const message = "The upload's URL has expired. Try again: a fresh one will be signed."
    return new UploadError('url-expired', message, { url, cause })
  }
  const unreadable = await checkReadable(source)
  if (unreadable) return unreadable
  const unsent = unsentHeaders(url, headers)
  if (unsent) {
    const message = `The storage gave no answer that the page may read, as stores do when they refuse an upload. ${unsent}`
    return new UploadError('forbidden', message, { url, cause })
  }
  // One that has let nobody in yet, and answers at all, lacks CORS.
  if (!isSureOfCors && (await isReachable(url))) {
    const message =
      "The storage answered, but its CORS rules keep the answer from this page. Allow this page's origin, " +
      'the method and the signed headers in the bucket’s CORS configuration.'
    return new UploadError('cors', message, { url, cause })
  }
  const message =
    'The connection to the storage broke, or it refused the upload without telling the page why. Check the ' +
    'connection and try again.'
  return new UploadError('network', message, { url, cause })
}

/** Whether anything answers at the URL's origin. Opaque by design: neither credentials nor the signature go. */
async function isReachable(url: string): Promise<boolean> {
  try {
    const { origin } = new URL(url)
    const signal = AbortSignal.timeout(5_000)
    const init = { mode: 'no-cors', credentials: 'omit', referrerPolicy: 'no-referrer', signal } as const
    await fetch(`${origin}/`, init)
    return true
  } catch {
    return false
  }
}

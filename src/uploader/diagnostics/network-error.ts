import { createAbortError, UploadError } from '../../errors.ts'
import { isOffline } from '../../lib/network.ts'
import { describeMissingHeaders } from './signed-headers.ts'
import { checkReadable } from './transfer-error.ts'

/** A transfer that ended without a response. */
export type NetworkErrorContext = {
  url: string
  headers: Record<string, string>
  signal: AbortSignal
  source: Blob
  /** When the URL expires, in milliseconds since 1970; `Infinity` if unknown. */
  expiresAt: number
  /** Whether the storage is known to allow this page: no byte leaves before the CORS preflight has succeeded. */
  isSureOfCors: boolean
  cause: unknown
}

const reachabilityTimeoutMs = 5_000

/**
 * Finds out why a transfer has no response. `XMLHttpRequest` reports status 0 for all of these: a broken connection, an
 * expired URL (S3 omits the CORS headers from its 403), a file that changed on disk, a CORS preflight that failed.
 */
export async function diagnoseNetworkError({
  url,
  headers,
  signal,
  source,
  expiresAt,
  isSureOfCors,
  cause,
}: NetworkErrorContext): Promise<UploadError> {
  if (signal.aborted) return createAbortError(signal.reason)
  if (isOffline()) {
    const message = "Connection lost. The upload will continue when you're back online."
    return new UploadError('offline', message, { url, cause })
  }
  if (expiresAt <= Date.now()) {
    const message = 'The presigned URL has expired. Try again: a new URL will be signed.'
    return new UploadError('url-expired', message, { url, cause })
  }
  const unreadable = await checkReadable(source)
  if (unreadable) return unreadable
  const missing = describeMissingHeaders(url, headers)
  if (missing) {
    const message = `The storage sent no response that this page may read, probably because it refused the upload. ${missing}`
    return new UploadError('forbidden', message, { url, cause })
  }
  // If the origin is reachable but no CORS preflight has succeeded yet, its CORS rules are missing.
  if (!isSureOfCors && (await isReachable(url))) {
    const message =
      "The storage responded, but its CORS rules hide the response from this page. Allow this page's origin, the " +
      "method and the signed headers in the bucket's CORS configuration."
    return new UploadError('cors', message, { url, cause })
  }
  const message =
    'The connection to the storage failed, or the storage refused the upload without CORS headers. Check the ' +
    'connection and try again.'
  return new UploadError('network', message, { url, cause })
}

/** Whether anything responds at the URL's origin. The request carries neither credentials nor the signature. */
async function isReachable(url: string): Promise<boolean> {
  try {
    const { origin } = new URL(url)
    const signal = AbortSignal.timeout(reachabilityTimeoutMs)
    // https://developer.mozilla.org/docs/Web/API/RequestInit#mode: the response is opaque.
    const init = { mode: 'no-cors', credentials: 'omit', referrerPolicy: 'no-referrer', signal } as const
    await fetch(`${origin}/`, init)
    return true
  } catch {
    return false
  }
}

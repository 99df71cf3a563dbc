import { createAbortError, UploadError } from '../../errors.ts'
import type { Transfer } from '../../uploader/transfer/transfer.ts'

/** Sends bytes by `fetch`, without progress: for tests, which run where there is no `XMLHttpRequest`. */
export const fetchTransfer: Transfer = async ({ method, url, headers, body, size, onProgress, signal }) => {
  try {
    const response = await fetch(url, { method, headers, body, signal, credentials: 'omit' })
    onProgress(size)
    return { status: response.status, headers: response.headers, body: await response.text() }
  } catch (cause) {
    if (signal.aborted) throw createAbortError(signal.reason)
    throw new UploadError('network', 'The storage could not be reached, or the connection broke.', {
      url,
      cause,
    })
  }
}

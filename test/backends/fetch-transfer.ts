import { UploadError } from '../../src/errors.ts'
import type { Transfer } from '../../src/uploader/transfer/transfer.ts'

/** A transfer by `fetch`: Node has no `XMLHttpRequest`. */
export const fetchTransfer: Transfer = async ({ method, url, headers, body, size, onProgress, signal }) => {
  try {
    const response = await fetch(url, { method, headers, body, signal })
    onProgress(size)
    return { status: response.status, headers: response.headers, body: await response.text() }
  } catch (cause) {
    const code = signal.aborted ? 'aborted' : 'network'
    throw new UploadError(code, 'The bytes did not get there.', { url, cause })
  }
}

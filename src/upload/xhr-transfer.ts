import { abortedError, UploadError } from '../errors.ts'
import type { TransferAnswer } from '../model/upload-target.ts'
import type { Transfer } from './transfer.ts'

const listenedBytes = 64 * 1024

/**
 * Sends bytes by `XMLHttpRequest`, the only upload with progress that every browser has: `fetch` reports none,
 * and in Firefox it sends a stream body as the text "[object ReadableStream]" and calls that a success.
 */
export const xhrTransfer: Transfer = ({ method, url, headers, body, size, onProgress, signal }) =>
  new Promise<TransferAnswer>((resolve, reject) => {
    if (signal.aborted) {
      reject(abortedError(signal.reason))
      return
    }
    const xhr = new XMLHttpRequest()
    const abort = () => {
      xhr.abort()
    }
    const settle = (finish: () => void) => {
      signal.removeEventListener('abort', abort)
      // Until the next big collection browsers keep a request with all that its handlers hold: ten thousand bodies.
      xhr.onload = xhr.onabort = xhr.onerror = xhr.upload.onprogress = null
      finish()
    }
    xhr.open(method, url)
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value)
    // A form POST that nobody listens to needs no CORS preflight, and what is this small is gone in one go. A PUT always
    // needs one.
    if (method === 'PUT' || size >= listenedBytes) {
      xhr.upload.onprogress = ({ loaded, total }) => {
        // A form's boundary and fields travel too: count the file's share of what is on its way.
        onProgress(total > size ? Math.floor((loaded / total) * size) : Math.min(loaded, size))
      }
    }
    xhr.onload = () => {
      const answer = { status: xhr.status, headers: headersOf(xhr), body: xhr.responseText }
      settle(() => {
        resolve(answer)
      })
    }
    xhr.onabort = () => {
      settle(() => {
        reject(abortedError(signal.reason))
      })
    }
    xhr.onerror = () => {
      settle(() => {
        const message = 'The storage could not be reached, or the connection broke. Try again.'
        reject(new UploadError('network', message, { url }))
      })
    }
    signal.addEventListener('abort', abort, { once: true })
    xhr.send(body)
  })

function headersOf(xhr: XMLHttpRequest): Headers {
  const headers = new Headers()
  for (const line of xhr.getAllResponseHeaders().trim().split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim())
  }
  return headers
}

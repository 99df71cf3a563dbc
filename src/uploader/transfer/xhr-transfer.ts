import { createAbortError, UploadError } from '../../errors.ts'
import { onAbort } from '../../lib/abort.ts'
import type { TransferResponse } from '../../model/upload-target.ts'
import type { Transfer, TransferRequest } from './transfer.ts'

const progressThresholdBytes = 64 * 1024

/**
 * Sends bytes with `XMLHttpRequest`: `fetch` reports no upload progress, and Firefox does not support streams as bodies:
 * it sends the text "[object ReadableStream]" instead.
 */
export const xhrTransfer: Transfer = async ({ method, url, headers, body, size, onProgress, signal }) => {
  if (signal.aborted) throw createAbortError(signal.reason)
  const xhr = new XMLHttpRequest()
  xhr.open(method, url)
  for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value)
  // A form POST is a simple request without a CORS preflight, unless `xhr.upload` has listeners. A PUT always needs the
  // preflight: https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS#simple_requests
  const reportsProgress = method === 'PUT' || size >= progressThresholdBytes
  const unsubscribe = reportsProgress ? observeProgress(xhr.upload, size, onProgress) : undefined
  const response = waitForResponse(xhr, url, signal)
  xhr.send(body)
  try {
    return await response
  } finally {
    unsubscribe?.()
  }
}

// Browsers keep a finished XMLHttpRequest and its handlers until the next major garbage collection. The handlers are
// removed, so that they do not keep the bodies and uploads of ten thousand requests in memory.

/** Observes upload progress; returns how to stop. */
function observeProgress(
  upload: XMLHttpRequestUpload,
  size: number,
  onProgress: TransferRequest['onProgress'],
): () => void {
  const handlers: { onProgress?: typeof onProgress } = { onProgress }
  upload.onprogress = ({ loaded, total }) => {
    // `loaded` includes a form's boundaries and fields: count the file's share of it.
    handlers.onProgress?.(total > size ? Math.floor((loaded / total) * size) : Math.min(loaded, size))
  }
  return () => {
    delete handlers.onProgress
    upload.onprogress = null
  }
}

function waitForResponse(xhr: XMLHttpRequest, url: string, signal: AbortSignal): Promise<TransferResponse> {
  return new Promise((resolve, reject) => {
    const stop = onAbort(signal, () => {
      xhr.abort()
    })
    const settle = (finish: () => void) => {
      stop()
      xhr.onload = xhr.onabort = xhr.onerror = null
      finish()
    }
    xhr.onload = () => {
      const response = { status: xhr.status, headers: headersOf(xhr), body: xhr.responseText }
      settle(() => {
        resolve(response)
      })
    }
    // Browsers fire `abort` themselves too: when the computer goes to sleep, or when the connection is lost in Safari.
    xhr.onabort = xhr.onerror = () => {
      settle(() => {
        const message = 'The storage could not be reached, or the connection broke. Try again.'
        reject(
          signal.aborted ? createAbortError(signal.reason) : new UploadError('network', message, { url }),
        )
      })
    }
  })
}

function headersOf(xhr: XMLHttpRequest): Headers {
  const headers = new Headers()
  for (const line of xhr.getAllResponseHeaders().trim().split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim())
  }
  return headers
}

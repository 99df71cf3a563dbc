import { createAbortError, UploadError } from '../../errors.ts'
import { onAbort } from '../../lib/abort.ts'
import type { TransferResponse } from '../../model/upload-target.ts'
import type { Transfer, TransferRequest } from './transfer.ts'

const progressThresholdBytes = 64 * 1024

/**
 * Sends bytes by `XMLHttpRequest`, the only upload with progress that every browser has: `fetch` reports none,
 * and in Firefox it sends a stream body as the text "[object ReadableStream]" and calls that a success.
 */
export const xhrTransfer: Transfer = async ({ method, url, headers, body, size, onProgress, signal }) => {
  if (signal.aborted) throw createAbortError(signal.reason)
  const xhr = new XMLHttpRequest()
  xhr.open(method, url)
  for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value)
  // A form POST that nobody listens to needs no CORS preflight, and what is this small is gone in one go. A PUT always
  // needs one.
  const isListened = method === 'PUT' || size >= progressThresholdBytes
  const deaf = isListened ? listen(xhr.upload, size, onProgress) : undefined
  const answer = whenAnswered(xhr, url, signal)
  xhr.send(body)
  try {
    return await answer
  } finally {
    deaf?.()
  }
}

// Browsers keep a request and its handlers in memory until their next large collection: handlers see no more than they
// need, and let go of it, or ten thousand bodies and trips would stay with them.

/** Hears of progress; returns what ends that. */
function listen(upload: XMLHttpRequestUpload, size: number, hear: TransferRequest['onProgress']): () => void {
  const held: { hear?: typeof hear } = { hear }
  upload.onprogress = ({ loaded, total }) => {
    // A form's boundary and fields travel too: count the file's share of what is on its way.
    held.hear?.(total > size ? Math.floor((loaded / total) * size) : Math.min(loaded, size))
  }
  return () => {
    delete held.hear
    upload.onprogress = null
  }
}

function whenAnswered(xhr: XMLHttpRequest, url: string, signal: AbortSignal): Promise<TransferResponse> {
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
      const answer = { status: xhr.status, headers: headersOf(xhr), body: xhr.responseText }
      settle(() => {
        resolve(answer)
      })
    }
    xhr.onabort = () => {
      settle(() => {
        reject(createAbortError(signal.reason))
      })
    }
    xhr.onerror = () => {
      settle(() => {
        const message = 'The storage could not be reached, or the connection broke. Try again.'
        reject(new UploadError('network', message, { url }))
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

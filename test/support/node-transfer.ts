import { request as startRequest } from 'node:http'
import { createAbortError, UploadError } from '../../src/errors.ts'
import type { Transfer, TransferRequest } from '../../src/uploader/transfer/transfer.ts'

/** How a request is cut off. */
export type Cut = {
  /** Bytes of the body after which the connection is closed. */
  after: number
  /** The page sees the connection break at once, the store sees it when this resolves. @default at once */
  until?: Promise<unknown>
  /** Whether the page sees no error, but silence until it gives the request up. @default false */
  isSilent?: boolean
}

/**
 * Sends real HTTP requests from Node.
 *
 * @param cut which requests are cut off, and where
 */
export function createNodeTransfer(
  cut: (request: TransferRequest) => Cut | undefined = () => undefined,
): Transfer {
  return async (request) => {
    const { method, url, headers, body, size, onProgress, signal } = request
    if (body instanceof FormData) throw new TypeError('Forms are not supported.')
    const bytes = new Uint8Array(await new Blob([body]).arrayBuffer())
    const fault = cut(request)
    return new Promise((resolve, reject) => {
      const sent = startRequest(url, { method, headers: { ...headers, 'content-length': size } })
      const close = () => void (fault?.until ?? Promise.resolve()).then(() => sent.destroy())
      signal.addEventListener('abort', () => {
        close()
        reject(createAbortError(signal.reason))
      })
      sent.on('error', (cause) => reject(new UploadError('network', 'The connection broke.', { cause })))
      sent.on('response', (response) => {
        if (fault) return
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          const { statusCode: status = 0, headersDistinct } = response
          const responseHeaders = new Headers()
          for (const [name, values = []] of Object.entries(headersDistinct)) {
            responseHeaders.set(name, values.join(','))
          }
          resolve({ status, headers: responseHeaders, body: Buffer.concat(chunks).toString() })
        })
      })
      sent.write(bytes.subarray(0, fault?.after ?? size), () => {
        onProgress(fault?.after ?? size)
        if (!fault) sent.end()
        else if (!fault.isSilent) {
          close()
          reject(new UploadError('network', 'The connection broke.'))
        }
      })
    })
  }
}

import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { toXml, type XmlTree } from '../xml/to-xml.ts'
import { headerValue } from './request.ts'
import { S3Error } from './s3-error.ts'

export type S3Response = {
  status: number
  headers?: Readonly<Record<string, string>> | undefined
  /** Bytes are streamed; `content-length` must be set. */
  body?: { xml: Readonly<Record<string, XmlTree>> } | { bytes: () => AsyncIterable<Buffer> }
}

const lingerMs = 1000

export async function sendResponse(
  request: IncomingMessage,
  response: ServerResponse,
  result: S3Response,
): Promise<void> {
  if (response.destroyed) return
  for (const [name, value] of Object.entries(result.headers ?? {}))
    response.setHeader(name, headerValue(value))
  response.statusCode = result.status
  const { body } = result
  if (body && 'bytes' in body) {
    if (request.method === 'HEAD') response.end()
    else await pipeline(body.bytes(), response)
    return
  }
  const text = body ? toXml(body.xml) : ''
  if (body) response.setHeader('content-type', 'application/xml')
  if (result.status !== 204 && result.status !== 304)
    response.setHeader('content-length', Buffer.byteLength(text))
  if (request.complete) {
    response.end(request.method === 'HEAD' ? undefined : text)
    return
  }
  await sendEarly(request, response, text)
}

/**
 * Responds while the client is still sending, as S3 does, and closes the connection. Closing with unread bytes
 * resets the TCP connection, and the client may lose the response, so the rest is read for a limited time.
 */
async function sendEarly(request: IncomingMessage, response: ServerResponse, text: string): Promise<void> {
  response.setHeader('connection', 'close')
  response.flushHeaders()
  response.write(text)
  request.resume()
  const signal = AbortSignal.timeout(lingerMs)
  await once(request, 'close', { signal }).catch(() => undefined)
  response.end()
}

/** Formats an error as S3 does; any error but `S3Error` is an `InternalError`. */
export function errorResponse(error: unknown, resource: string, requestId: string): S3Response {
  const refusal = error instanceof S3Error ? error : new S3Error('InternalError')
  const { code, message, details, status } = refusal
  const xml = {
    Error: { Code: code, Message: message, ...details, Resource: resource, RequestId: requestId },
  }
  return { status, body: { xml } }
}

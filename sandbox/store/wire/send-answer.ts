import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { toXml } from '../xml/to-xml.ts'
import type { Answer } from './answer.ts'
import { headerValue } from './header-value.ts'

const lingerMs = 1000

export async function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
): Promise<void> {
  if (response.destroyed) return
  for (const [name, value] of Object.entries(answer.headers ?? {}))
    response.setHeader(name, headerValue(value))
  response.statusCode = answer.status
  const { body } = answer
  if (body && 'bytes' in body) {
    if (request.method === 'HEAD') response.end()
    else await pipeline(body.bytes(), response)
    return
  }
  const text = body ? toXml(body.xml) : ''
  if (body) response.setHeader('content-type', 'application/xml')
  if (answer.status !== 204 && answer.status !== 304)
    response.setHeader('content-length', Buffer.byteLength(text))
  if (request.complete) {
    response.end(request.method === 'HEAD' ? undefined : text)
    return
  }
  await sendEarly(request, response, text)
}

/**
 * Answers while the client is still sending, as S3 does: at once, and then closes. To close with bytes unread would
 * reset the connection and could cost the client the answer, so the store reads on, though not for long.
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

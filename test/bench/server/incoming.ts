import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2'

/** A request by either protocol. */
export type Incoming = IncomingMessage | Http2ServerRequest

/** An answer by either protocol. */
export type Outgoing = ServerResponse | Http2ServerResponse

/** Answers at once. */
export function answer(res: Outgoing, status: number, body = '', headers: Record<string, string> = {}): void {
  res.statusCode = status
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
  res.end(body)
}

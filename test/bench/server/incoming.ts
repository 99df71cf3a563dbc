import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2'

/** A request by either protocol. */
export type Incoming = IncomingMessage | Http2ServerRequest

/** A response, HTTP/1.1 or HTTP/2. */
export type Outgoing = ServerResponse | Http2ServerResponse

/** Sends a complete response. */
export function respond(
  res: Outgoing,
  status: number,
  body = '',
  headers: Record<string, string> = {},
): void {
  res.statusCode = status
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
  res.end(body)
}

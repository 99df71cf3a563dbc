import { once } from 'node:events'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import { atEnd } from './at-end.ts'

/** Starts an HTTP server on loopback for the current test, or for all tests of a file. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  atEnd(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The whole body of a request, as text. */
export function bodyOf(req: IncomingMessage): Promise<string> {
  return text(req)
}

/** A request that a server has received. */
export type ReceivedRequest = {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  bytes: Buffer
  /** The bytes as text. */
  body: string
}

/** A request with its whole body. */
export async function readRequest(req: IncomingMessage): Promise<ReceivedRequest> {
  const { method = '', url = '', headers } = req
  const { pathname: path, searchParams: query } = new URL(url, 'http://localhost')
  const bytes = await buffer(req)
  return { method, path, query, headers, bytes, body: bytes.toString() }
}

/** The form that a request has sent. */
export function formOf({ headers, bytes }: ReceivedRequest): Promise<FormData> {
  const type = headers['content-type'] ?? ''
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
}

/** Responds with JSON; a string is sent as it is. */
export function respond(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  res.writeHead(status, { 'content-type': 'application/json', ...headers })
  res.end(typeof body === 'string' ? body : JSON.stringify(body))
}

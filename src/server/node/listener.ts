import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { isReported } from '../responses.ts'
import { toRequest, type ParsedMessage } from './request.ts'

/** Options of `toNodeListener`. */
export type NodeListenerOptions = {
  /**
   * Whether `x-forwarded-proto` and `x-forwarded-host` determine the request's URL. Enable it only behind a proxy
   * that sets both: any client can send them too. @default false
   */
  trustProxy?: boolean | undefined
}

/** The request of Node's `http`, or of a framework that wraps it, as Fastify does. */
type ListenerRequest = IncomingMessage | { raw: IncomingMessage; body?: unknown }

/** The response of Node's `http`, or of a framework that wraps it. */
type ListenerResponse = ServerResponse | { raw: ServerResponse; hijack?: (() => unknown) | undefined }

/**
 * Converts a handler of web requests to a listener of Node's `http`, Express, Connect or Fastify. Bodies stream in both
 * directions; a body that a parser has consumed is taken from `req.body`. The request's signal is aborted when the
 * client disconnects before it has received the response.
 *
 * A request that has no web equivalent never reaches the handler: it responds with 400 (an invalid `Host` or request
 * target) or 501 (`TRACE`, and methods in lower case).
 *
 * @example
 * createServer(toNodeListener(handler)).listen(3000)
 * app.use('/api/files', toNodeListener(handler)) // Express
 * app.all('/api/files/*', toNodeListener(handler)) // Fastify
 */
export function toNodeListener(
  handler: (request: Request) => Promise<Response>,
  options: NodeListenerOptions = {},
): (req: ListenerRequest, res: ListenerResponse) => void {
  const running = new Set<Request>()

  async function respond(req: IncomingMessage, res: ServerResponse, disconnected: AbortController) {
    const request = toRequest(req, disconnected.signal, options.trustProxy ?? false)
    if ('message' in request) {
      res.writeHead(request.status, { 'content-type': 'text/plain' }).end(request.message)
      return
    }
    // A handler may keep the signal only: undici no longer aborts it once the Request has been garbage-collected.
    running.add(request)
    res.once('close', () => running.delete(request))
    await send(await handler(request), res)
  }

  return (req, res) => {
    const [message, response] = unwrap(req, res)
    const disconnected = new AbortController()
    response.once('close', () => {
      if (!response.writableFinished)
        disconnected.abort(new Error('The client disconnected before it received the response'))
    })
    respond(message, response, disconnected).catch((error: unknown) => {
      // eslint-disable-next-line no-console -- a handler should not reject, and there is no other way to report it
      if (!disconnected.signal.aborted && !isReported(error)) console.error(error)
      if (response.headersSent || response.destroyed) response.destroy()
      else response.writeHead(500, { 'content-type': 'text/plain' }).end('The server failed.')
    })
  }
}

/** Fastify wraps request and response, and parses the body before its handler runs. */
function unwrap(req: ListenerRequest, res: ListenerResponse): [ParsedMessage, ServerResponse] {
  const message: ParsedMessage = 'raw' in req ? req.raw : req
  if ('raw' in req && req.body !== undefined) message.body = req.body
  if (!('raw' in res)) return [message, res]
  res.hijack?.()
  return [message, res.raw]
}

async function send(response: Response, res: ServerResponse): Promise<void> {
  res.statusCode = response.status
  response.headers.forEach((value, name) => {
    if (name !== 'set-cookie') res.setHeader(name, value)
  })
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) res.setHeader('set-cookie', cookies)
  if (response.body === null) res.end()
  else await pipeline(response.body, res)
}

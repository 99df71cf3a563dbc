import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { toRequest } from './request.ts'

/** Options of `toNodeListener`. */
export type NodeListenerOptions = {
  /**
   * Whether `x-forwarded-proto` and `x-forwarded-host` determine the request's URL. Enable it only behind a proxy
   * that
   * sets both: any client can send them too. @default false
   */
  trustProxy?: boolean | undefined
}

/**
 * Converts a handler of web requests to a listener of Node's `http`, Express or Connect. Bodies stream in both
 * directions; the request's signal is aborted when the client disconnects before it has received the response.
 *
 * @example
 * createServer(toNodeListener(handler)).listen(3000)
 * app.use('/api/files', toNodeListener(handler)) // Express
 */
export function toNodeListener(
  handler: (request: Request) => Promise<Response>,
  options: NodeListenerOptions = {},
): (req: IncomingMessage, res: ServerResponse) => void {
  const running = new Set<Request>()
  return (req, res) => {
    const disconnected = new AbortController()
    const request = toRequest(req, disconnected.signal, options.trustProxy ?? false)
    if (request === undefined) {
      res.writeHead(400, { 'content-type': 'text/plain' }).end('The request has no valid address.')
      return
    }
    // A handler may keep the signal only: undici no longer aborts it once the Request has been garbage-collected.
    running.add(request)
    res.once('close', () => {
      if (!res.writableFinished)
        disconnected.abort(new Error('The client disconnected before it received the response'))
      running.delete(request)
    })
    void Promise.resolve(request)
      .then(handler)
      .then((response) => send(response, res))
      .catch((error: unknown) => {
        // eslint-disable-next-line no-console -- a handler should not reject, and there is no other way to report it
        if (!disconnected.signal.aborted) console.error(error)
        if (res.headersSent) res.destroy()
        else res.writeHead(500, { 'content-type': 'text/plain' }).end('The server failed.')
      })
  }
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

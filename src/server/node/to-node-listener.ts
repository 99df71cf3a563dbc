import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { nodeRequest } from './node-request.ts'

/** What `toNodeListener` takes besides the handler. */
export type NodeListenerOptions = {
  /**
   * Whether `x-forwarded-proto` and `x-forwarded-host` say where the request came in. Only behind a proxy that sets
   * both: anybody else can send them too. @default false
   */
  trustProxy?: boolean
}

/**
 * Lets a handler of web requests serve Node's `http`, Express or Connect. Bodies stream both ways; the request's
 * signal is aborted when the client leaves before it has the answer.
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
    const gone = new AbortController()
    const request = nodeRequest(req, gone.signal, options.trustProxy ?? false)
    if (request === undefined) {
      res.writeHead(400, { 'content-type': 'text/plain' }).end('The request has no valid address.')
      return
    }
    // A handler may keep nothing but the signal, which is never aborted once Node has collected its Request.
    running.add(request)
    res.once('close', () => {
      if (!res.writableFinished) gone.abort(new Error('The client left before it had the answer'))
      running.delete(request)
    })
    void Promise.resolve(request)
      .then(handler)
      .then((response) => send(response, res))
      .catch((error: unknown) => {
        // eslint-disable-next-line no-console -- a handler that rejects has nobody else to tell
        if (!gone.signal.aborted) console.error(error)
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

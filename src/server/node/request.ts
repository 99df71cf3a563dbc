import type { IncomingMessage } from 'node:http'

/** Express adds the path before a router removed its mount point, and the body if a parser has consumed it. */
type ExpressMessage = IncomingMessage & { originalUrl?: string; body?: unknown }

/** Converts Node's request to a web `Request`; `undefined` if its host or path is invalid. */
export function toRequest(
  req: ExpressMessage,
  signal: AbortSignal,
  trustProxy: boolean,
): Request | undefined {
  const url = urlOf(req, trustProxy)
  if (url === undefined) return undefined
  const method = req.method ?? 'GET'
  const init: RequestInit & { duplex: 'half' } = { method, headers: headersOf(req), signal, duplex: 'half' }
  if (method !== 'GET' && method !== 'HEAD') init.body = bodyOf(req)
  return new Request(url, init)
}

function urlOf(req: ExpressMessage, trustProxy: boolean): string | undefined {
  const forwarded = (name: string) =>
    trustProxy
      ? String(req.headers[name] ?? '')
          .split(',', 1)[0]
          ?.trim()
      : undefined
  const direct = 'encrypted' in req.socket ? 'https' : 'http'
  const protocol = forwarded('x-forwarded-proto') || direct
  const host = forwarded('x-forwarded-host') || req.headers.host || 'localhost'
  const path = req.originalUrl ?? req.url ?? '/'
  // Concatenated instead of resolved: `//other.example/` is a path here, not another host.
  const url = path.startsWith('/') ? `${protocol}://${host}${path}` : path
  return /^https?:/i.test(url) && URL.canParse(url) ? url : undefined
}

function headersOf(req: ExpressMessage): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(req.headers)) {
    if (value === undefined || name.startsWith(':')) continue
    // A parsed body is serialized again, and its length may change.
    if (name === 'content-length' && wasParsed(req)) continue
    for (const item of [value].flat()) headers.append(name, item)
  }
  return headers
}

function wasParsed(req: ExpressMessage): boolean {
  return req.readableDidRead && req.body !== undefined
}

function bodyOf(req: ExpressMessage): string | ReadableStream<unknown> {
  if (wasParsed(req)) return JSON.stringify(req.body)
  const chunks: AsyncIterator<unknown, undefined> = req.iterator({ destroyOnReturn: false })
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      // Discards the rest of the body: an HTTP/1.1 client reads the response only after it has sent the whole
      // request.
      async cancel() {
        await chunks.return?.()
        req.resume()
      },
    },
    { highWaterMark: 0 },
  )
}

import type { IncomingMessage } from 'node:http'
import type { Bytes } from '../../lib/bytes.ts'

/** Express adds the path before a router removed its mount point, and the body if a parser has consumed it. */
export type ParsedMessage = IncomingMessage & { originalUrl?: string; body?: unknown }

/** A request that cannot be represented as a web `Request`. */
export type RefusedRequest = { status: 400 | 501; message: string }

/** Converts Node's request to a web `Request`, or says why that is not possible. */
export function toRequest(
  req: ParsedMessage,
  signal: AbortSignal,
  trustProxy: boolean,
): Request | RefusedRequest {
  const url = urlOf(req, trustProxy)
  if (url === undefined) return { status: 400, message: 'The request has no valid address.' }
  const method = req.method ?? 'GET'
  if (!isSupportedMethod(method)) return { status: 501, message: 'The method is not supported.' }
  try {
    const init: RequestInit & { duplex: 'half' } = { method, headers: headersOf(req), signal, duplex: 'half' }
    if (method !== 'GET' && method !== 'HEAD') init.body = bodyOf(req)
    return new Request(url, init)
  } catch {
    return { status: 400, message: 'The request is invalid.' }
  }
}

/**
 * Methods are case-sensitive. `Request` converts `get` to `GET` and rejects the forbidden methods.
 *
 * @see https://fetch.spec.whatwg.org/#methods
 */
function isSupportedMethod(method: string): boolean {
  const upperCase = method.toUpperCase()
  if (/^(?:CONNECT|TRACE|TRACK)$/.test(upperCase)) return false
  return method === upperCase || !/^(?:DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT)$/.test(upperCase)
}

// `Host` without user, path, query or fragment, which would become parts of the URL:
// https://www.rfc-editor.org/rfc/rfc9110#name-host-and-authority
const hostPattern = /^(?:\[[\da-f:.]+\]|[^\s/?#\\@:[\]%]+)(?::\d{1,5})?$/i

/**
 * The request's URL. Its path is that of the request target, whatever the `Host` header contains. A target in absolute
 * form (`GET http://host/path`) has its own host.
 */
function urlOf(req: ParsedMessage, trustProxy: boolean): string | undefined {
  const target = req.originalUrl ?? req.url ?? '/'
  if (!target.startsWith('/')) return absoluteUrlOf(target)
  const forwarded = (name: string) =>
    trustProxy
      ? String(req.headers[name] ?? '')
          .split(',', 1)[0]
          ?.trim()
      : undefined
  const direct = 'encrypted' in req.socket ? 'https' : 'http'
  const protocol = forwarded('x-forwarded-proto') || direct
  // HTTP/2 has `:authority` in place of `Host`.
  const authority = req.headers.host ?? req.headers[':authority']
  const host = forwarded('x-forwarded-host') || String(authority ?? '') || 'localhost'
  if (!/^https?$/i.test(protocol) || !hostPattern.test(host)) return undefined
  // Concatenated instead of resolved: `//other.example/` is a path here, not another host.
  const url = `${protocol}://${host}${target}`
  return URL.canParse(url) ? url : undefined
}

function absoluteUrlOf(target: string): string | undefined {
  if (!/^https?:\/\//i.test(target) || !URL.canParse(target)) return undefined
  const { href, username, password } = new URL(target)
  return username === '' && password === '' ? href : undefined
}

function headersOf(req: ParsedMessage): Headers {
  const headers = new Headers()
  const isParsed = wasParsed(req)
  for (const [name, value] of Object.entries(req.headers)) {
    if (value === undefined || name.startsWith(':')) continue
    // A parsed body is decoded and serialized again, and its length may change.
    if (isParsed && (name === 'content-length' || name === 'content-encoding')) continue
    for (const item of [value].flat()) headers.append(name, item)
  }
  return headers
}

function wasParsed(req: ParsedMessage): boolean {
  return req.readableDidRead && req.body !== undefined
}

function bodyOf(req: ParsedMessage): BodyInit {
  if (wasParsed(req)) return serializeBody(req.body)
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

/** The body that a parser has consumed: text and bytes (`express.text()`, `express.raw()`) as they are, else JSON. */
function serializeBody(body: unknown): string | Bytes {
  if (typeof body === 'string') return body
  if (ArrayBuffer.isView(body)) {
    const bytes = new Uint8Array(body.byteLength)
    bytes.set(new Uint8Array(body.buffer, body.byteOffset, body.byteLength))
    return bytes
  }
  return JSON.stringify(body)
}

import { once } from 'node:events'
import { request, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { pointOf, type FaultPoint, type FaultResponse, type FaultRule } from './fault-rules.ts'

/** One request that passes a proxy, and its fault. */
export type Exchange = {
  req: IncomingMessage
  res: ServerResponse
  target: URL
  rule: FaultRule | undefined
  /** Whether the proxy sends CORS headers in place of the upstream's. */
  replacesCors: boolean
  /** Resolves when the rules are replaced. */
  released: Promise<void>
  /** The fault has acted. */
  onAct(): void
  /** Called with the bytes of the body that were received. */
  onBytes(bytes: number): void
  /** Closes all connections and accepts no new ones, until the rules are replaced. */
  refuse(): void
}

/** Forwards a request to its upstream and the response to the client, and lets the fault act. */
export async function forward(exchange: Exchange): Promise<void> {
  const { req, res, target, rule } = exchange
  if (!(await act(exchange, 'head'))) return
  if (rule?.act === 'slow') exchange.onAct()
  const isLocal = rule?.act === 'respond' || rule?.act === 'redirect'
  if (isLocal && pointOf(rule) !== 'response') {
    // Nothing reaches the upstream.
    await readBody(exchange, () => Promise.resolve())
    return
  }
  const { method, url = '/', headers } = req
  const upstream = request(new URL(url, target), { method, headers })
  res.on('close', () => {
    if (!res.writableFinished) upstream.destroy()
  })
  upstream.on('error', () => res.destroy())
  upstream.on('response', (response) => {
    void respondWith(response, exchange)
  })
  try {
    if (rule?.act === 'buffer') await sendBuffered(exchange, rule.ms, (bytes) => upstream.write(bytes))
    else if (!(await stream(exchange, upstream))) return void upstream.destroy()
    upstream.end()
  } catch {
    upstream.destroy()
  }
}

/** Forwards the body; resolves whether the request goes on. The last chunk is forwarded when the whole body was read. */
async function stream(exchange: Exchange, upstream: ReturnType<typeof request>): Promise<boolean> {
  let last: Buffer | undefined
  const write = async (bytes: Buffer) => {
    if (!upstream.write(bytes)) await once(upstream, 'drain')
  }
  const goesOn = await readBody(exchange, async (bytes) => {
    if (last) await write(last)
    last = bytes
  })
  if (goesOn && last) await write(last)
  return goesOn
}

/** Reads the body; resolves whether the request goes on. */
async function readBody(exchange: Exchange, onChunk: (bytes: Buffer) => Promise<void>): Promise<boolean> {
  const { req, rule, onBytes } = exchange
  const half = Number(req.headers['content-length'] ?? 0) / 2
  let received = 0
  for await (const chunk of req) {
    const bytes = chunk as Buffer
    const before = received
    received += bytes.length
    onBytes(bytes.length)
    if (rule?.act === 'slow') await sleep((bytes.length / rule.bytesPerSecond) * 1000)
    if (before < half && received >= half && !(await act(exchange, 'middle'))) return false
    await onChunk(bytes)
  }
  return act(exchange, 'body')
}

async function sendBuffered({ req, onAct, onBytes }: Exchange, ms: number, write: (bytes: Buffer) => void) {
  const chunks: Buffer[] = []
  for await (const chunk of req) {
    chunks.push(chunk as Buffer)
    onBytes((chunk as Buffer).length)
  }
  onAct()
  await sleep(ms)
  write(Buffer.concat(chunks))
}

async function respondWith(response: IncomingMessage, exchange: Exchange): Promise<void> {
  const { res, rule, replacesCors } = exchange
  const isHidden = rule?.act === 'hide-headers'
  const hidden = isHidden ? (rule.names ?? ['access-control-expose-headers']) : []
  if (isHidden) exchange.onAct()
  else if (!(await act(exchange, 'response'))) {
    response.resume()
    return
  }
  for (const [name, value] of Object.entries(response.headers)) {
    if (hidden.includes(name) || (replacesCors && name.startsWith('access-control-'))) continue
    if (value !== undefined) res.setHeader(name, value)
  }
  if (replacesCors) for (const name of hidden) res.removeHeader(name)
  res.writeHead(response.statusCode ?? 502)
  response.pipe(res)
}

/** Lets the fault act if this is its point; resolves whether the request goes on. */
async function act(exchange: Exchange, point: FaultPoint): Promise<boolean> {
  const { req, res, rule } = exchange
  if (!rule || pointOf(rule) !== point) return true
  switch (rule.act) {
    case 'slow':
    case 'buffer':
    case 'hide-headers':
      return true
    case 'hold':
      exchange.onAct()
      await exchange.released
      // A client that has gone meanwhile sends nothing.
      return !req.socket.destroyed
    case 'drop':
      if (point === 'response') {
        res.writeHead(200, { 'content-length': '2' })
        await new Promise((done) => res.write('-', done))
      }
      req.socket.destroy()
      break
    case 'reset':
      req.socket.resetAndDestroy()
      break
    case 'refuse':
      exchange.refuse()
      break
    case 'respond':
      respond(exchange, rule)
      break
    case 'redirect':
      respond(exchange, {
        status: 307,
        headers: { 'access-control-allow-origin': '*', location: req.url ?? '/' },
      })
      break
    default:
      rule satisfies never
  }
  exchange.onAct()
  return false
}

function respond({ req, res }: Exchange, { status = 200, headers, body, closes = false }: FaultResponse) {
  res.writeHead(status, { ...headers, ...(closes && { connection: 'close' }) })
  // A body that is shorter than the announced length ends with the connection.
  const isTruncated = Number(headers?.['content-length'] ?? 0) > (body ?? '').length
  if (isTruncated) res.write(body ?? '', () => req.socket.destroy())
  else res.end(body)
}

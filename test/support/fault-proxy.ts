import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A fault that is injected into matching requests. */
export type FaultRule = {
  /** A regular expression on `METHOD /path?query`. */
  match: string
  /**
   * `hold` keeps the request from the upstream, `hold-response` keeps the response from the client, both until the rules
   * are replaced; `drop-response` closes the connection after the upstream has responded; `drop` closes it at once;
   * `respond` sends its own response; `slow` reads slowly; `hide-headers` removes `Access-Control-Expose-Headers`.
   */
  act: 'hold' | 'hold-response' | 'drop-response' | 'drop' | 'respond' | 'slow' | 'hide-headers'
  status?: number
  headers?: Record<string, string>
  body?: string
  bytesPerSecond?: number
  /** Number of requests that it matches. @default all */
  times?: number
}

/** A request that passed the proxy. */
export type ProxiedRequest = {
  method: string
  url: string
  headers: Record<string, string | string[] | undefined>
  /** Received bytes of the body. */
  bytes: number
  /** Whether the client closed the connection before the response. */
  aborted: boolean
  responded: boolean
}

function latch() {
  let resolve: () => void = () => undefined
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

/** A reverse proxy that injects faults. `POST /__faults` replaces the rules, `GET /__faults` returns the log. */
export async function startFaultProxy(upstream: string, options: { cors?: boolean } = {}) {
  let rules: FaultRule[] = []
  let log: ProxiedRequest[] = []
  let open = latch()
  const target = new URL(upstream)

  function ruleFor(method: string, url: string): FaultRule | undefined {
    const rule = rules.find(({ match, times = 1 }) => times > 0 && new RegExp(match).test(`${method} ${url}`))
    if (rule?.times !== undefined) rule.times--
    return rule
  }

  async function control(req: IncomingMessage, res: ServerResponse) {
    res.setHeader('access-control-allow-origin', '*')
    res.setHeader('access-control-allow-headers', '*')
    if (req.method === 'POST') {
      const chunks: Buffer[] = []
      for await (const chunk of req) chunks.push(Buffer.from(chunk as Uint8Array))
      const before = open
      rules = JSON.parse(Buffer.concat(chunks).toString()) as FaultRule[]
      log = []
      open = latch()
      before.resolve()
    }
    res.setHeader('content-type', 'application/json')
    res.end(JSON.stringify(log))
  }

  async function pass(req: IncomingMessage, res: ServerResponse) {
    const { method = 'GET', url = '/' } = req
    const entry: ProxiedRequest = {
      method,
      url,
      headers: req.headers,
      bytes: 0,
      aborted: false,
      responded: false,
    }
    log.push(entry)
    res.on('close', () => {
      entry.aborted = !res.writableFinished
      entry.responded = res.writableFinished
    })
    if (options.cors) {
      res.setHeader('access-control-allow-origin', '*')
      res.setHeader('access-control-allow-headers', req.headers['access-control-request-headers'] ?? '*')
      res.setHeader('access-control-allow-methods', '*')
      res.setHeader('access-control-max-age', '600')
      if (method === 'OPTIONS') {
        res.writeHead(204).end()
        return
      }
    }
    const rule = ruleFor(method, url)
    const { promise: opened } = open
    if (rule?.act === 'hold') await opened
    if (rule?.act === 'drop') {
      req.socket.destroy()
      return
    }
    if (rule?.act === 'respond') {
      for await (const chunk of req) entry.bytes += (chunk as Buffer).length
      res.writeHead(rule.status ?? 200, rule.headers).end(rule.body)
      return
    }

    const onward = request(new URL(url, target), { method, headers: req.headers })
    res.on('close', () => {
      if (!res.writableFinished) onward.destroy()
    })
    onward.on('error', () => res.destroy())
    onward.on('response', (response) => {
      void (async () => {
        if (rule?.act === 'hold-response') await opened
        if (rule?.act === 'drop-response') {
          // Close after the first byte: browsers retry a connection that closes before it.
          res.writeHead(200, { 'content-length': '2' })
          res.write('-', () => req.socket.destroy())
          return
        }
        for (const [name, value] of Object.entries(response.headers)) {
          if (rule?.act === 'hide-headers' && name === 'access-control-expose-headers') continue
          if (value !== undefined && !(options.cors && name.startsWith('access-control-')))
            res.setHeader(name, value)
        }
        res.writeHead(response.statusCode ?? 502)
        response.pipe(res)
      })()
    })
    try {
      for await (const chunk of req) {
        const bytes = chunk as Buffer
        entry.bytes += bytes.length
        if (rule?.bytesPerSecond) await sleep((bytes.length / rule.bytesPerSecond) * 1000)
        if (!onward.write(bytes)) await once(onward, 'drain')
      }
      onward.end()
    } catch {
      onward.destroy()
    }
  }

  const server: Server = createServer((req, res) => {
    const handled = req.url?.startsWith('/__faults') ? control(req, res) : pass(req, res)
    handled.catch(() => res.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      open.resolve()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

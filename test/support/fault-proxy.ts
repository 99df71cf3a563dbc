import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { forward } from './fault-exchange.ts'
import { createFaultRules, type FaultRule } from './fault-rules.ts'

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

type ProxyOptions = {
  /** Whether the proxy sends CORS headers, and responds to preflights. @default false */
  cors?: boolean
}

/** A reverse proxy that injects faults. `POST /__faults` replaces the rules, `GET /__faults` returns the log. */
export async function startFaultProxy(upstream: string, { cors = false }: ProxyOptions = {}) {
  const rules = createFaultRules()
  const target = new URL(upstream)
  let log: ProxiedRequest[] = []

  function setRules(replacement: readonly FaultRule[]) {
    log = []
    rules.replace(replacement)
  }

  async function pass(req: IncomingMessage, res: ServerResponse) {
    const { method = 'GET', url = '/' } = req
    const entry = createLogEntry(req, res)
    log.push(entry)
    if (cors) allowOrigins(req, res)
    const isPreflight = cors && method === 'OPTIONS'
    const rule = rules.take(`${method} ${url}`, isPreflight)
    if (isPreflight) {
      if (rule?.act === 'hide-headers') for (const name of rule.names ?? []) res.removeHeader(name)
      res.writeHead(204).end()
      return
    }
    await forward({
      req,
      res,
      target,
      rule,
      replacesCors: cors,
      released: rules.released(),
      onAct: rules.hit,
      onBytes: (bytes) => (entry.bytes += bytes),
      refuse() {
        listener.stop()
        void rules.released().then(listener.start)
      },
    })
  }

  const server = createServer((req, res) => {
    const handled = req.url?.startsWith('/__faults')
      ? control(req, res, { setRules, log: () => log })
      : pass(req, res)
    handled.catch(() => res.destroy())
  })
  const listener = await listen(server)
  return {
    url: `http://127.0.0.1:${listener.port}`,
    setRules,
    log: (): readonly ProxiedRequest[] => log,
    /** How often faults have acted. */
    hits: rules.hits,
    /** Resolves when faults have acted `count` times. */
    reached: rules.reached,
    /** Closes all connections and accepts no new ones, until `start`. */
    stop: listener.stop,
    start: listener.start,
    async close() {
      rules.replace([])
      await listener.start()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Listens on a free port of loopback, and again on the same one after a stop. */
async function listen(server: Server) {
  let port = 0
  async function start() {
    if (server.listening) return
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  await start()
  port = (server.address() as AddressInfo).port
  return {
    port,
    start,
    stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}

function createLogEntry({ method = 'GET', url = '/', headers }: IncomingMessage, res: ServerResponse) {
  const entry: ProxiedRequest = { method, url, headers, bytes: 0, aborted: false, responded: false }
  res.on('close', () => {
    entry.aborted = !res.writableFinished
    entry.responded = res.writableFinished
  })
  return entry
}

function allowOrigins(req: IncomingMessage, res: ServerResponse) {
  res.setHeader('access-control-allow-origin', '*')
  res.setHeader('access-control-allow-headers', req.headers['access-control-request-headers'] ?? '*')
  res.setHeader('access-control-allow-methods', '*')
  res.setHeader('access-control-max-age', '600')
}

type Control = { setRules(rules: readonly FaultRule[]): void; log(): readonly ProxiedRequest[] }

async function control(req: IncomingMessage, res: ServerResponse, { setRules, log }: Control) {
  res.setHeader('access-control-allow-origin', '*')
  res.setHeader('access-control-allow-headers', '*')
  if (req.method === 'POST') {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(Buffer.from(chunk as Uint8Array))
    setRules(JSON.parse(Buffer.concat(chunks).toString()) as FaultRule[])
  }
  res.setHeader('content-type', 'application/json')
  res.end(JSON.stringify(log()))
}

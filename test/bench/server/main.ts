import { once } from 'node:events'
import { createServer } from 'node:http'
import { createSecureServer } from 'node:http2'
import type { AddressInfo, Server } from 'node:net'
import { createApi } from './api.ts'
import { makeCertificate } from './certificate.ts'
import type { Incoming, Outgoing } from './incoming.ts'
import type { FromServer, ToServer } from './messages.ts'
import { createPages } from './pages.ts'
import { createRun } from './run.ts'
import { createStore } from './store.ts'

// A separate process, controlled by its parent, so that the runner's work does not affect the measurement.
const [pagesFolder = '.'] = process.argv.slice(2)
let run = createRun({ store: 'h1', roundTripMs: 0 }, { from: 'memory', count: 0, smallest: 1, largest: 1 })

const store = createStore(() => run)
const origins = { h1: '', h2: '' }
const api = createApi(
  () => run,
  ({ network }) => origins[network.store],
)
const pages = createPages(pagesFolder)

function guarded(handle: (req: Incoming, res: Outgoing) => Promise<void> | void) {
  return (req: Incoming, res: Outgoing) => {
    // Contenders break off, and faults break connections: neither is an error here.
    Promise.resolve(handle(req, res)).catch(() => res.destroy())
  }
}

function startH1(handle: (req: Incoming, res: Outgoing) => Promise<void> | void) {
  const server = createServer({ keepAliveTimeout: 600_000, requestTimeout: 0 }, guarded(handle))
  return listen(server)
}

async function startH2() {
  // What real ones allow; the windows are wide open, so that the delay alone decides.
  const settings = { maxConcurrentStreams: 128, initialWindowSize: 1 << 20 }
  const server = createSecureServer({ ...(await makeCertificate()), settings }, guarded(store))
  server.on('session', (session) => session.setLocalWindowSize(1 << 26))
  return listen(server)
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

function notify(message: FromServer) {
  process.send?.(message)
}

process.on('message', (message: ToServer) => {
  if (message.type === 'report') notify({ type: 'report', report: run.log.report() })
  else {
    run = createRun(message.network, message.files)
    notify({ type: 'ready' })
  }
})
process.on('disconnect', () => process.exit())

origins.h1 = `http://127.0.0.1:${await startH1(store)}`
origins.h2 = `https://127.0.0.1:${await startH2()}`
const port = await startH1((req, res) => (req.url?.startsWith('/api/') ? api(req, res) : pages(req, res)))
notify({ type: 'open', url: `http://127.0.0.1:${port}` })

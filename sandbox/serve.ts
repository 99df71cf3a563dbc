import { createServer } from 'node:http'
import { toNodeListener } from '../src/server/node/index.ts'

/** A listening server. */
export type Served = { url: string; close(): Promise<void> }

/** Serves a handler of web requests; port 0 takes any free one. */
export async function serve(
  handler: (request: Request) => Promise<Response>,
  { port, host }: { port: number; host: string },
): Promise<Served> {
  const server = createServer(toNodeListener(handler))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  const taken = typeof address === 'object' && address !== null ? address.port : port
  return {
    url: `http://${host}:${taken}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

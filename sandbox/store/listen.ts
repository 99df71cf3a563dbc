import { once } from 'node:events'
import type { Server } from 'node:http'

/** Returns the port, which the system chose where 0 was asked for. */
export async function listen(server: Server, port: number, host: string): Promise<number> {
  try {
    server.listen(port, host)
    await once(server, 'listening')
  } catch (cause) {
    throw new Error(`The store cannot listen on port ${port} of ${host}: is another process using it?`, {
      cause,
    })
  }
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The store listens on a pipe')
  return address.port
}

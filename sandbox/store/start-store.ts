import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createListener } from './create-listener.ts'
import { type Disk, openDisk } from './disk/disk.ts'

export type StoreOptions = {
  /** Directory of the buckets; they persist across restarts. */
  directory: string
  /** @default 0, which selects a free port */
  port?: number
  /** @default '127.0.0.1' */
  host?: string
  accessKeyId: string
  secretAccessKey: string
  /** @default 'us-east-1' */
  region?: string
  /** Milliseconds since 1970. @default Date.now */
  now?: () => number
  /**
   * A fault that some stores have: a body that is cut off is stored in its announced length, with zeros for what is missing.
   *
   * @default false
   */
  acceptsTruncatedBodies?: boolean
}

export type RunningStore = {
  url: string
  port: number
  /** Closes connections and waits until incomplete bodies are removed. */
  close(): Promise<void>
}

/**
 * Starts an S3 store on one directory.
 *
 * @throws {Error} if the port is in use; the message names it
 */
export async function startStore(options: StoreOptions): Promise<RunningStore> {
  const {
    directory,
    port = 0,
    host = '127.0.0.1',
    accessKeyId,
    secretAccessKey,
    region = 'us-east-1',
    now = Date.now,
    acceptsTruncatedBodies = false,
  } = options
  // Node's default of 5 minutes would abort long uploads.
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 60_000 })
  // Listens before it opens the directory: a second store fails here, before it removes the first one's incomplete
  // files.
  const actualPort = await listen(server, port, host)
  const keys = { accessKeyId, secretAccessKey, region }
  const disk = openDiskOrClose(directory, server)
  const handle = createListener({ disk, keys, now, acceptsTruncatedBodies })
  const running = new Set<Promise<void>>()
  const accept = (request: IncomingMessage, response: ServerResponse, expectsContinue: boolean) => {
    const work = handle(request, response, expectsContinue).finally(() => running.delete(work))
    running.add(work)
  }
  server.on('request', (request, response) => accept(request, response, false))
  server.on('checkContinue', (request, response) => accept(request, response, true))

  return {
    url: `http://${host}:${actualPort}`,
    port: actualPort,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
      await Promise.all(running)
    },
  }
}

function openDiskOrClose(directory: string, server: Server): Disk {
  try {
    return openDisk(directory)
  } catch (error) {
    server.close()
    throw error
  }
}

/** Starts listening and returns the port, which the system chooses for 0. */
async function listen(server: Server, port: number, host: string): Promise<number> {
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

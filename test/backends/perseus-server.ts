import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { readRequest, serve, type ReceivedRequest } from '../support/http-server.ts'

type Stored = {
  id: string
  name: string
  status: string
  createdAt: string
  sourceHash: string
  bytes?: string
}

type Query = { name: string; sourceHash: string; ids?: string[]; sourceHashes?: string[] }

/** Lower-case hex SHA-256. */
export const hashOf = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex')

/**
 * Perseus' file API and its store, in memory. `intercept` can handle a request itself; a file is `uploaded` as soon as its
 * bytes are stored, unless `settles` is false.
 */
export async function openPerseus(intercept?: (seen: ReceivedRequest, res: ServerResponse) => boolean) {
  const files = new Map<string, Stored>()
  const seen: ReceivedRequest[] = []
  const puts: ReceivedRequest[] = []
  const server = { settles: true, storeStatus: 200, givesUrls: true }
  let made = 0

  const store = await serve((req, res) => {
    void readRequest(req).then((put) => {
      puts.push(put)
      const file = files.get(put.path.slice(1))
      if (file && server.storeStatus === 200) {
        file.bytes = put.body
        if (server.settles) file.status = 'uploaded'
      }
      res.writeHead(server.storeStatus).end()
    })
  })

  function add(file: Partial<Stored> & { sourceHash: string }): Stored {
    const id = `p-${++made}`
    const stored = {
      id,
      name: 'stored.txt',
      status: 'uploaded',
      createdAt: new Date().toISOString(),
      ...file,
    }
    files.set(id, stored)
    return stored
  }

  const toPublic = ({ id, name, status, createdAt }: Stored) => ({
    id,
    name,
    status,
    createdAt,
    more: 'ignored',
  })

  function route({ method, path, headers, body }: ReceivedRequest, res: ServerResponse) {
    const json = (status: number, value: unknown) => {
      res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    }
    if (headers.authorization !== 'Bearer key-1') {
      json(401, { message: 'Unknown API key.' })
      return
    }
    if (method === 'DELETE') {
      const there = files.delete(path.replace('/api/v0/file/', ''))
      if (there) res.writeHead(204).end()
      else json(404, { detail: 'No such file.' })
      return
    }
    const query = JSON.parse(body) as Query
    const all = [...files.values()]
    if (path === '/api/v0/file/find') {
      const { ids, sourceHashes } = query
      const found = all.filter((file) => ids?.includes(file.id) || sourceHashes?.includes(file.sourceHash))
      json(200, { files: found.map(toPublic) })
      return
    }
    if (all.some(({ sourceHash }) => sourceHash === query.sourceHash)) {
      json(409, { message: 'This content exists.' })
      return
    }
    const file = add({ name: query.name, sourceHash: query.sourceHash, status: 'pending' })
    json(201, {
      file: toPublic(file),
      ...(server.givesUrls && { uploadUrl: `${store}/${file.id}?signature=1` }),
    })
  }

  const baseUrl = await serve((req, res) => {
    void readRequest(req).then((request) => {
      seen.push(request)
      if (!intercept?.(request, res)) route(request, res)
    })
  })

  return { baseUrl, store, files, add, seen, puts, server }
}

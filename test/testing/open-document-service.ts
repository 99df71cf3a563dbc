import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer, json } from 'node:stream/consumers'
import * as z from 'zod/mini'
import { serve } from '../support/http-server.ts'

const Wanted = z.object({ title: z.string(), bytes: z.number(), mime: z.string() })
type Doc = z.infer<typeof Wanted> & { key: string; created: string }

/** A document service on a real HTTP server, for the current test: JSON under `/api`, and a store under `/store` that takes signed PUTs. */
export async function openDocumentService() {
  const docs = new Map<string, Doc>()
  const store = new Map<string, Buffer>()

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(req.url ?? '/', origin)
    const [, where, what, key = ''] = pathname.split('/').map(decodeURIComponent)
    const say = (status: number, body?: unknown) =>
      res.writeHead(status, { 'content-type': 'application/json' }).end(body && JSON.stringify(body))
    if (where === 'store' && req.method === 'PUT') return put(req, res, what ?? '', searchParams)
    const doc = docs.get(key)
    switch (`${req.method} ${key === '' ? 'all' : 'one'}`) {
      case 'POST all': {
        const wanted = Wanted.parse(await json(req))
        if (wanted.mime === 'video/x-flv') return void res.writeHead(415).end('No Flash videos. Convert it.')
        const doc = { ...wanted, key: crypto.randomUUID(), created: new Date().toISOString() }
        docs.set(doc.key, doc)
        return void say(201, { doc, putTo: `${origin}/store/${doc.key}?signature=${doc.bytes}` })
      }
      case 'GET all': {
        const max = Number(searchParams.get('max'))
        const after = Number(searchParams.get('after'))
        const all = [...docs.values()].filter(({ key }) => store.has(key)).reverse()
        const next = after + max < all.length ? String(after + max) : undefined
        return void say(200, { docs: all.slice(after, after + max), next })
      }
      case 'GET one':
        return doc ? void say(200, doc) : void res.writeHead(404).end('There is no such document.')
      case 'DELETE one':
        store.delete(key)
        return docs.delete(key) ? void say(204) : void res.writeHead(404).end('There is no such document.')
      default:
        return void res.writeHead(405).end('The service cannot do this.')
    }
  }

  async function put(req: IncomingMessage, res: ServerResponse, key: string, query: URLSearchParams) {
    const bytes = await buffer(req)
    const doc = docs.get(key)
    const isSigned =
      doc?.mime === req.headers['content-type'] && query.get('signature') === String(bytes.length)
    if (isSigned) store.set(key, bytes)
    res.writeHead(isSigned ? 200 : 403).end()
  }

  const origin = await serve((req, res) => {
    handle(req, res).catch((error: unknown) => res.writeHead(500).end(String(error)))
  })
  return {
    url: `${origin}/api`,
    read: ({ id }: { id: string }) => Promise.resolve(new Blob([new Uint8Array(store.get(id) ?? [])])),
  }
}

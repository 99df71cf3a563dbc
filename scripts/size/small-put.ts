import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium, type Browser } from 'playwright'
import { chromiumLaunchOptions } from '../../test/support/chromium.ts'
import type { Bundle, Chunk } from './bundle.ts'
import { bundleVendor } from './vendor.ts'

const page = readFileSync(new URL('page.js', import.meta.url), 'utf8')
const file = { id: 'notes', name: 'notes.txt', size: 12, contentType: 'text/plain' }

/** Uploads a small file with a bundle in Chromium; resolves with the chunks that were requested until it was done. */
export async function openSmallPut() {
  const [browser, vendor] = await Promise.all([
    chromium.launch(await chromiumLaunchOptions()),
    bundleVendor(),
  ])
  const html = `<!doctype html><meta charset="utf-8"><script type="importmap">${JSON.stringify({ imports: vendor.importMap })}</script><script type="module" src="/page.js"></script>`
  return {
    load: (bundle: Bundle) =>
      loadedChunks(browser, [...bundle.eager, ...bundle.lazy], { html, scripts: vendor.files }),
    close: () => browser.close(),
  }
}

async function loadedChunks(
  browser: Browser,
  chunks: readonly Chunk[],
  { html, scripts }: { html: string; scripts: ReadonlyMap<string, string> },
): Promise<readonly Chunk[]> {
  const loaded = new Set<Chunk>()
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').replace(/\?.*/, '')
    if (path.startsWith('/api/') || path === '/store') return void respond(request, response, path)
    const name = path.replace(/^.*\//, '')
    const chunk = path.startsWith('/bundle/') ? chunks.find((one) => one.file === name) : undefined
    if (chunk) loaded.add(chunk)
    const script = chunk?.code ?? (path === '/page.js' ? page : scripts.get(name))
    const found = path === '/' ? html : script
    response.writeHead(found === undefined ? 404 : 200, {
      'content-type': path === '/' ? 'text/html' : 'text/javascript',
    })
    response.end(found)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const context = await browser.newContext()
  try {
    const tab = await context.newPage()
    const errors: string[] = []
    tab.on('pageerror', (error) => errors.push(String(error)))
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    const handle = await tab
      .waitForFunction('globalThis.outcome', undefined, { timeout: 20_000 })
      .catch(() => undefined)
    const until = [...loaded]
    const outcome: unknown = await handle?.jsonValue()
    if (outcome !== 'completed')
      throw new Error(`The small file was not uploaded: ${String(outcome)} ${errors.join(' ')}`)
    return until
  } finally {
    await context.close()
    server.closeAllConnections()
    server.close()
  }
}

/** The routes of `react-presigned/server` that a small file needs, and a store. */
async function respond(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
  for await (const _ of request);
  response.setHeader('content-type', 'application/json')
  switch (path) {
    case '/api/files/sign': {
      const target = { type: 'put', url: `http://${request.headers.host ?? ''}/store`, headers: {} }
      response.end(JSON.stringify({ uploads: [{ file: { ...file, status: 'pending' }, target }] }))
      return
    }
    case '/api/files/confirm':
      response.end(JSON.stringify({ files: [{ ...file, status: 'completed' }] }))
      return
    case '/store':
      response.setHeader('etag', '"notes"')
      response.end()
      return
    default:
      response.writeHead(404).end('{}')
  }
}

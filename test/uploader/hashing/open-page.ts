import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright'
import { build } from 'vite'
import { chromiumLaunchOptions } from '../../support/chromium.ts'

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' }

/** Builds the page in this folder like an application and opens it in a real browser. */
export async function openHashPages() {
  const files = await buildPage()
  let headers: Record<string, string> = {}
  const server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '')
    const content = files.get(path)
    if (content === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': types[extname(path)], ...headers }).end(content)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const browser = await chromium.launch(
    await chromiumLaunchOptions('--host-resolver-rules=MAP app.test 127.0.0.1'),
  )

  return {
    /** A page of that host; each of its files, including the worker's, is served with that policy. */
    async open({ host = '127.0.0.1', policy }: { host?: string; policy?: string } = {}): Promise<Page> {
      headers = policy === undefined ? {} : { 'content-security-policy': policy }
      const page = await browser.newPage()
      await page.goto(`http://${host}:${port}/`)
      await page.waitForFunction('window.hashing')
      return page
    },
    async close() {
      await browser.close()
      server.close()
    },
  }
}

async function buildPage() {
  const built = await build({
    configFile: false,
    root: fileURLToPath(new URL('page', import.meta.url)),
    logLevel: 'warn',
    build: { write: false, target: 'es2022' },
  })
  const output = [built].flat().flatMap((result) => ('output' in result ? result.output : []))
  return new Map<string, string | Uint8Array>(
    output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]),
  )
}

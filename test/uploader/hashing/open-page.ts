import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright'
import { build } from 'vite'
import { atEnd } from '../../support/at-end.ts'
import { chromiumLaunchOptions } from '../../support/chromium.ts'
import { serve } from '../../support/http-server.ts'

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' }

/** Builds the page in this folder like an application and opens it in a real browser, for all tests of a file. */
export async function openHashPages() {
  const files = await buildPage()
  let headers: Record<string, string> = {}
  const url = await serve((request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '')
    const content = files.get(path)
    if (content === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': types[extname(path)], ...headers }).end(content)
  })
  const { port } = new URL(url)
  const browser = await chromium.launch(
    await chromiumLaunchOptions('--host-resolver-rules=MAP app.test 127.0.0.1'),
  )
  atEnd(() => browser.close())

  return {
    /** A page of that host; each of its files, including the worker's, is served with that policy. */
    async open({ host = '127.0.0.1', policy }: { host?: string; policy?: string } = {}): Promise<Page> {
      headers = policy === undefined ? {} : { 'content-security-policy': policy }
      const page = await browser.newPage()
      await page.goto(`http://${host}:${port}/`)
      await page.waitForFunction('window.hashing')
      return page
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

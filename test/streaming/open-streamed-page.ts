import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { chromium, type Browser } from 'playwright'
import { build, type AliasOptions } from 'vite'
import { alias } from '../../.storybook/vite.config.ts'
import { chromiumLaunchOptions } from '../support/chromium.ts'

type Server = { send(out: Writable, onError: (error: unknown) => void): void | Promise<void> }

/** How the page is streamed: Node streams, or web streams as in edge runtimes. */
export type Way = 'pipe' | 'stream'

const source = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** Builds the page for server and browser, and launches a browser. */
export async function openStreamedPages(react: Exclude<AliasOptions, Record<string, string>> = []) {
  const directory = await mkdtemp(join(tmpdir(), 'react-presigned-streamed-'))
  const shared = {
    configFile: false,
    logLevel: 'error',
    mode: 'development',
    define: { 'process.env.NODE_ENV': '"development"' },
    resolve: { alias: [...alias, ...react] },
  } as const
  const output = { format: 'es', entryFileNames: '[name].js' } as const
  await build({
    ...shared,
    build: {
      outDir: directory,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { input: source('client.tsx'), output },
    },
  })
  /** Built separately: two renderers in one bundle would share React's contexts. */
  async function buildServer(way: Way): Promise<Server> {
    const outDir = join(directory, way)
    const rolldownOptions = { input: source(`${way}.tsx`), output }
    await build({ ...shared, ssr: { noExternal: true }, build: { ssr: true, outDir, rolldownOptions } })
    return (await import(pathToFileURL(join(outDir, `${way}.js`)).href)) as Server
  }
  const rendered = { pipe: await buildServer('pipe'), stream: await buildServer('stream') }

  const failures: unknown[] = []
  const { error: said } = console
  console.error = (...words: unknown[]) => {
    const text = words.join(' ')
    // Node has it since version 22.
    if (!text.includes('ArrayBuffer.prototype.detached')) failures.push(text)
  }
  const server = createServer((request, response) => {
    // The client's script and the chunks that it loads.
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname.endsWith('.js')) {
      response.setHeader('Content-Type', 'text/javascript')
      void readFile(join(directory, pathname)).then(
        (script) => response.end(script),
        () => response.writeHead(404).end(),
      )
      return
    }
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    const way: Way = request.url === '/stream' ? 'stream' : 'pipe'
    void rendered[way].send(response, (error) => failures.push(error))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  const browser: Browser = await chromium.launch(await chromiumLaunchOptions())
  return {
    /** React's errors on the server. */
    failures,
    /** Opens the page; `complaints` are errors and warnings of the browser's console. */
    async open(way: Way, locale: string) {
      const context = await browser.newContext({ locale })
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('pageerror', ({ message }) => complaints.push(message))
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
      })
      await page.goto(`http://127.0.0.1:${port}/${way}`)
      return { page, complaints }
    },
    async close() {
      console.error = said
      await browser.close()
      server.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

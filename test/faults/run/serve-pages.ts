import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'
import { alias } from '../../../.storybook/vite.config.ts'

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' }

/** Builds the pages as an application would and serves them. The pages below `/worker/` are the same. */
export async function servePages() {
  const files = await buildPages()
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').replace(/[?#].*/, '').replace(/^\/worker\//, '/')
    const content = files.get(path)
    if (content === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': types[extname(path)] }).end(content)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Lets the page know of code that is being loaded. */
const trackImports: Plugin = {
  name: 'track-imports',
  renderChunk: (code) =>
    code.replaceAll(/\bimport\((["'`][^"'`]+["'`])\)/g, 'window.trackImport(import($1))'),
}

async function buildPages() {
  const root = fileURLToPath(new URL('../page', import.meta.url))
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root,
    resolve: { alias },
    plugins: [trackImports],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: { host: `${root}/host.html`, frame: `${root}/frame.html` },
      },
    },
  })
  const output = [built].flat().flatMap((result) => ('output' in result ? result.output : []))
  return new Map<string, string | Uint8Array>(
    output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]),
  )
}

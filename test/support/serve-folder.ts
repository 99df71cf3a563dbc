import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { serve } from './http-server.ts'

const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
}

/** Serves what was built, for one test. */
export function serveFolder(directory: string): Promise<string> {
  return serve((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const path = pathname === '/' ? '/index.html' : pathname
    const type = types[extname(path)] ?? 'application/octet-stream'
    readFile(join(directory, path)).then(
      (content) => response.writeHead(200, { 'content-type': type }).end(content),
      () => response.writeHead(404).end(),
    )
  })
}

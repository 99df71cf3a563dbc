import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { serve } from '../support/http-server.ts'

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' }

/** Serves what was built, for one test. */
export function serveFolder(directory: string): Promise<string> {
  return serve((request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '')
    readFile(join(directory, path)).then(
      (content) => response.writeHead(200, { 'content-type': types[extname(path)] }).end(content),
      () => response.writeHead(404).end(),
    )
  })
}

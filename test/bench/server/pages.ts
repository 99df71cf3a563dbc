import { createReadStream } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { respond, type Incoming, type Outgoing } from './incoming.ts'

const types: Record<string, string> = { '.js': 'text/javascript', '.wasm': 'application/wasm' }

/** `/raw` is the page of the contender `raw`; what it loads lies flat in `folder`. */
export function createPages(folder: string) {
  return (req: Incoming, res: Outgoing): void => {
    const file = basename(new URL(req.url ?? '/', 'http://page').pathname)
    const type = types[extname(file)]
    if (file === 'favicon.ico') respond(res, 204)
    else if (type === undefined) respond(res, 200, pageOf(file), { 'content-type': 'text/html' })
    else {
      res.setHeader('content-type', type)
      createReadStream(join(folder, file))
        .on('error', () => respond(res, 404))
        .pipe(res)
    }
  }
}

function pageOf(contender: string): string {
  const scripts = ['before', contender].map((name) => `<script type="module" src="/${name}.js"></script>`)
  const body = `<input type="file" id="file"><div id="root"></div>${scripts.join('')}`
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${contender}</title><body>${body}</body></html>`
}

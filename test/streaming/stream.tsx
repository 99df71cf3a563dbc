import { Readable, type Writable } from 'node:stream'
import { renderToReadableStream } from 'react-dom/server.browser'
import { Page } from './page.tsx'

/** Streams the page with web streams, as edge runtimes do. */
export async function send(out: Writable, onError: (error: unknown) => void): Promise<void> {
  const stream = await renderToReadableStream(<Page />, { bootstrapModules: ['/client.js'], onError })
  Readable.fromWeb(stream as never).pipe(out)
}

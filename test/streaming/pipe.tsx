import type { Writable } from 'node:stream'
import { renderToPipeableStream } from 'react-dom/server'
import { Page } from './page.tsx'

/** Streams the page with Node streams. */
export function send(out: Writable, onError: (error: unknown) => void): void {
  const { pipe } = renderToPipeableStream(<Page />, {
    bootstrapModules: ['/client.js'],
    onError,
    onShellReady() {
      pipe(out)
    },
  })
}

import { setTimeout as sleep } from 'node:timers/promises'
import type { Incoming } from './incoming.ts'

// When each connection may be read from again: the streams of one HTTP/2 connection share it.
const freeAt = new WeakMap<object, number>()

/** Reads a body no faster than the connection is said to be. */
export async function readBody(
  req: Incoming,
  bytesPerSecond: number | undefined,
  onChunk: (chunk: Buffer) => void,
): Promise<void> {
  const connection: object = 'stream' in req ? (req.stream.session ?? req) : req.socket
  for await (const chunk of req as AsyncIterable<Buffer>) {
    onChunk(chunk)
    if (bytesPerSecond === undefined) continue
    const now = performance.now()
    const free = Math.max(now, freeAt.get(connection) ?? 0) + (chunk.length / bytesPerSecond) * 1000
    freeAt.set(connection, free)
    if (free - now >= 1) await sleep(free - now)
  }
}

import { type ErrorCode, S3Error } from '../wire/s3-error.ts'

const maxLineLength = 16 * 1024

export type ByteReader = {
  /** The next line, without its CRLF. */
  line(): Promise<string>
  /** Streams the next `size` bytes. */
  take(size: number): AsyncIterable<Buffer>
  /** Streams the bytes before the delimiter and consumes the delimiter. */
  until(delimiter: Buffer): AsyncIterable<Buffer>
  /** Discards the rest. */
  drain(): Promise<void>
  /** Releases the source. */
  close(): Promise<void>
}

/** Parses lines and delimited blocks of a stream; buffers at most a chunk and a line. */
export function createByteReader(
  source: AsyncIterable<Buffer>,
  cutShort: ErrorCode,
  start: Buffer = Buffer.alloc(0),
): ByteReader {
  const iterator = source[Symbol.asyncIterator]()
  let buffer = start

  async function fill(): Promise<void> {
    const next = await iterator.next()
    if (next.done) throw new S3Error(cutShort)
    buffer = buffer.length === 0 ? next.value : Buffer.concat([buffer, next.value])
  }

  function shift(size: number): Buffer {
    const piece = buffer.subarray(0, size)
    buffer = buffer.subarray(piece.length)
    return piece
  }

  return {
    async line() {
      for (;;) {
        const at = buffer.indexOf('\r\n')
        if (at > maxLineLength || (at < 0 && buffer.length > maxLineLength)) throw new S3Error(cutShort)
        if (at >= 0) return shift(at + 2).toString('utf8', 0, at)
        await fill()
      }
    },
    async *take(size) {
      for (let left = size; left > 0;) {
        if (buffer.length === 0) await fill()
        const piece = shift(left)
        left -= piece.length
        yield piece
      }
    },
    async *until(delimiter) {
      for (;;) {
        const at = buffer.indexOf(delimiter)
        // The last bytes may be the beginning of a delimiter that continues in the next chunk.
        const certain = at >= 0 ? at : Math.max(0, buffer.length - delimiter.length + 1)
        if (certain > 0) yield shift(certain)
        if (at >= 0) {
          shift(delimiter.length)
          return
        }
        await fill()
      }
    },
    async drain() {
      while (!(await iterator.next()).done);
    },
    async close() {
      await iterator.return?.()
    },
  }
}

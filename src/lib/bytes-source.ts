import type { Bytes } from './bytes.ts'

/** Bytes as callers have them: in browsers, workers and Node. */
export type BytesSource =
  | Blob
  | BufferSource
  | ReadableStream<Bytes>
  /** Such as Node's `createReadStream(path)`. */
  | AsyncIterable<Bytes>

/** Whether a value is a `Blob` or a `File`, of any realm. */
export function isBlob(value: unknown): value is Blob {
  return /^\[object (Blob|File)\]$/.test(Object.prototype.toString.call(value))
}

/** The bytes as a blob of that type. A stream is read to its end: only then its size is known. */
export async function toBlob(source: BytesSource, type: string): Promise<Blob> {
  if (isBlob(source)) return source.slice(0, source.size, type)
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return new Blob([source], { type })
  const chunks: Bytes[] = []
  const reader = source instanceof ReadableStream ? readAll(source) : source
  for await (const chunk of reader) chunks.push(chunk)
  return new Blob(chunks, { type })
}

/** The name that a source carries: a `File` has one, a Node stream its path. */
export function nameOf(source: BytesSource): string | undefined {
  const named: unknown = 'name' in source ? source.name : undefined
  if (typeof named === 'string' && named !== '') return named
  const path: unknown = 'path' in source ? source.path : undefined
  return typeof path === 'string' ? path.replace(/^.*[\\/]/, '') : undefined
}

// Safari's streams are not async iterable.
async function* readAll(stream: ReadableStream<Bytes>) {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    reader.releaseLock()
  }
}

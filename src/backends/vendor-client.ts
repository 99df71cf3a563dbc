import type { z } from 'zod/mini'
import { createApiCall, type ApiCall } from '../http/api-call.ts'
import { decode, type Parse } from '../http/decode.ts'
import { loadFailures, readText, send, type PendingResponse } from '../http/response.ts'
import { isBlob, type BytesSource } from '../lib/bytes-source.ts'
import { loadChunk } from '../lib/load-chunk.ts'
import { typeOfName } from '../lib/mime-type.ts'
import type { CallOptions } from '../model/call-options.ts'

// What the clients of the vendors' APIs share.

/**
 * Parsers of a module of zod schemas that is loaded on demand: creating a parser starts to load it, so that zod and the
 * schemas load while the request is in flight.
 *
 * @example
 * const parserOf = lazySchemas(() => import('./schemas.ts'))
 * http.json(request, parserOf((schemas) => schemas.FileRecord))
 */
export function lazySchemas<Schemas>(load: () => Promise<Schemas>) {
  return <S extends z.core.$ZodType>(pick: (schemas: Schemas) => S): Parse<z.output<S>> => {
    const loaded = loadChunk(() => Promise.all([load(), import('../http/parse-with-schema.ts')]))
    // The parser reports it; a request that fails first never calls the parser.
    loaded.catch(() => undefined)
    return async (body) => {
      const [schemas, { parseWithSchema }] = await loaded
      return parseWithSchema(pick(schemas), body)
    }
  }
}

/** A call whose response is JSON. An error of creating the request in `send` rejects the call's promise. */
export function jsonCall<T>(send: () => Promise<PendingResponse>, parse: Parse<T>): ApiCall<T> {
  return createApiCall(send, async (pending) => decode(await readText(pending), pending.response, parse))
}

/** A call whose response has no content; otherwise as `jsonCall`. */
export function emptyCall(send: () => Promise<PendingResponse>): ApiCall<void> {
  return createApiCall(send, async (pending) => {
    await readText(pending)
  })
}

/** The path of a file below that of all files. */
export function filePath(path: string, id: string): string {
  // `..` would leave the path: `DELETE v2/files/..`.
  if (/^\.{0,2}$/.test(id)) throw new TypeError(`Expected a file's id, not ${JSON.stringify(id)}.`)
  return `${path}/${encodeURIComponent(id)}`
}

/** The MIME type of bytes to upload: by the name's extension, else the `Blob`'s own. */
export function mimeTypeOf(source: BytesSource, name: string): string {
  const ownType = isBlob(source) ? source.type : ''
  return typeOfName(name) ?? (ownType || 'application/octet-stream')
}

/** Sends bytes to a presigned URL, for clients that are used without an uploader. Only these headers are sent. */
export async function putBytes(
  fetch: typeof globalThis.fetch,
  url: string,
  body: Blob,
  headers: Record<string, string>,
  { signal, timeoutMs = 10 * 60_000 }: Pick<CallOptions, 'signal' | 'timeoutMs'> = {},
): Promise<void> {
  // A presigned URL is its own credential.
  const init: RequestInit = { method: 'PUT', body, headers, credentials: 'omit' }
  const pending = await send(fetch, url, init, { signal, timeoutMs })
  if (!pending.response.ok) throw await (await loadFailures()).failureOf(pending, undefined)
  await readText(pending)
}

/** The text at a path of properties of an error's JSON body; `undefined` if there is none, or only white space. */
export function textAt(body: unknown, ...path: readonly string[]): string | undefined {
  const value = path.reduce<unknown>(
    (parent, key) => (typeof parent === 'object' && parent !== null ? Reflect.get(parent, key) : undefined),
    body,
  )
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

/** The first text among some properties of an error's JSON body. */
export function firstText(body: unknown, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const text = textAt(body, key)
    if (text !== undefined) return text
  }
  return undefined
}

/** The text with a full stop, unless it ends a sentence already. */
export function toSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}

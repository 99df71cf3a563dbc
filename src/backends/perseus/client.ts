import { createAbortError, UploadError } from '../../errors.ts'
import { toBlob, nameOf, type BytesSource } from '../../lib/bytes-source.ts'
import { mergeHeaders } from '../../http/headers.ts'
import { createApiCall, type ApiCall } from '../../http/api-call.ts'
import { createHttpClient, type HttpOptions } from '../../http/create-client.ts'
import type { WireFailure } from '../../http/failures.ts'
import { readText } from '../../http/pending-response.ts'
import { digestOnMainThread } from '../../lib/digest-on-main-thread.ts'
import type { CallOptions } from '../../model/call-options.ts'
import { firstText } from '../error-body.ts'
import { lazySchemas } from '../lazy-schemas.ts'
import { putBytes } from '../put-bytes.ts'
import { findExisting } from './find-existing.ts'
import type { PerseusCreated, PerseusFile } from './schemas.ts'
import { waitForFile, type PerseusWaitOptions } from './wait-for-file.ts'

/** Options of `createPerseusClient`. */
export type PerseusClientOptions = Omit<HttpOptions, 'timeoutMs' | 'retries'> & {
  /** Sent as `Authorization: Bearer …`. A secret: in a browser let `baseUrl` be a route of your own server, which adds it. */
  apiKey?: string | undefined
  /** Timeout of one attempt in milliseconds, until the response has been read. @default 300_000 */
  timeoutMs?: number | undefined
  /**
   * Retries after a network error, a timeout, 408, 425, 429 or 5xx (not 501 and 505): with exponential backoff, or after
   * what `Retry-After` asks for. @default 0
   */
  retries?: number | undefined
}

/** Files with one of the ids or one of the contents. */
export type PerseusQuery = {
  ids?: readonly string[] | undefined
  /** Lower-case hex SHA-256 of whole contents. */
  sourceHashes?: readonly string[] | undefined
}

/** Options of `uploadFile`. */
export type PerseusUploadOptions = CallOptions & {
  /** The file's name. @default the source's own */
  name?: string | undefined
}

/** Perseus' file API, call by call. */
export type PerseusClient = ReturnType<typeof createPerseusClient>

const parserOf = lazySchemas(() => import('./schemas.ts'))

/**
 * Creates a client of Perseus' file service (`https://oath.perseus.lettria.net`). An empty id and bytes without a name
 * are a `TypeError`; every other error is an `UploadError` with the API's own message.
 *
 * @example
 * const client = createPerseusClient({ baseUrl: '/api/perseus' })
 * const file = await client.uploadFile(report)
 * await client.waitForFileUpload(file.id)
 */
export function createPerseusClient(options: PerseusClientOptions) {
  const { baseUrl, apiKey, timeoutMs = 300_000, retries = 0 } = options
  const http = createHttpClient({
    ...options,
    timeoutMs,
    retries,
    headers: () =>
      mergeHeaders(apiKey === undefined ? undefined : { authorization: `Bearer ${apiKey}` }, options.headers),
    parseErrorBody,
  })

  const client = {
    baseUrl,
    /** Converts a time by the server's clock to this machine's, as measured by the responses' `Date`. */
    toLocalTime: http.clock.toLocalTime,
    /**
     * Uploads a file under the digest of its content. If Perseus has that content already, no bytes are sent and the
     * existing file is returned, whatever its status; a new one is `pending` until `waitForFileUpload` resolves. A file
     * whose bytes could not be sent is deleted, so that it does not block the next attempt. `timeoutMs` is for each
     * request; by default the bytes get ten minutes.
     */
    async uploadFile(
      source: BytesSource,
      { name = nameOf(source), body, ...call }: PerseusUploadOptions = {},
    ): Promise<PerseusFile> {
      if (!name) throw new TypeError('These bytes have no name: call `uploadFile(bytes, { name })`.')
      const { signal, timeoutMs } = call
      // As the vendor's own client sends all bytes, since the URL may be signed for it.
      const blob = await readable(toBlob(source, 'application/octet-stream'), signal)
      const sourceHash = await readable(digestOnMainThread(blob, 'sha-256', { signal }), signal)
      const created = await client.createFile(name, sourceHash, { ...call, body }).catch((error: unknown) => {
        if (error instanceof UploadError && error.code === 'duplicate') return undefined
        throw error
      })
      if (!created) return findExisting(client.findFiles, sourceHash, call)
      const { file, uploadUrl } = created
      if (uploadUrl === undefined) return file
      try {
        const headers = { 'content-type': blob.type }
        await putBytes(options.fetch ?? globalThis.fetch, uploadUrl, blob, headers, { signal, timeoutMs })
      } catch (error) {
        await client.deleteFile(file.id, { headers: call.headers }).catch(() => undefined)
        throw error
      }
      return file
    },
    /**
     * Creates a file by the lower-case hex SHA-256 of its content, and returns its upload URL. Rejects with `duplicate`
     * (409) if Perseus has the content already: `findFiles({ sourceHashes: [sourceHash] })` finds it.
     */
    createFile(name: string, sourceHash: string, call?: CallOptions): ApiCall<PerseusCreated> {
      return http.json(
        { method: 'POST', path: 'api/v0/file', json: { name, sourceHash } },
        parserOf((schemas) => schemas.PerseusCreated),
        call,
      )
    },
    /** The files with one of the ids or contents; an empty list if there are none. */
    findFiles(query: PerseusQuery = {}, call?: CallOptions): ApiCall<readonly PerseusFile[]> {
      return http.json(
        findRequest(query),
        parserOf((schemas) => schemas.PerseusFound),
        call,
      )
    },
    /** The file with that id, or `undefined`. */
    findFile(id: string, call?: CallOptions): ApiCall<PerseusFile | undefined> {
      return http.json(
        findRequest({ ids: [id] }),
        parserOf((schemas) => schemas.PerseusFoundOne),
        call,
      )
    },
    deleteFile(id: string, call: CallOptions = {}): ApiCall<void> {
      return createApiCall(
        async () => http.send({ method: 'DELETE', path: pathOf(id) }, call),
        async (pending) => {
          await readText(pending)
        },
      )
    },
    /**
     * Polls until Perseus has a file's bytes: resolves with the `uploaded` file, rejects with `processing-failed`, with
     * `not-found` if there is no such file, with `processing-timeout` after `timeoutMs`.
     */
    async waitForFileUpload(id: string, wait: PerseusWaitOptions = {}): Promise<PerseusFile> {
      return waitForFile(client.findFile, id, wait, timeoutMs)
    },
  }
  return client
}

// The API documents no error bodies: these are the properties that web frameworks use.
const messageKeys = ['message', 'error', 'detail', 'msg']

/** The API's own message. A conflict is content that exists already. */
function parseErrorBody(body: unknown, status: number): WireFailure {
  const message = firstText(body, messageKeys)
  if (status !== 409) return { ...(message !== undefined && { message }) }
  return {
    code: 'duplicate',
    message: message ?? 'Perseus has a file with this content already. Use that one.',
  }
}

function findRequest({ ids = [], sourceHashes = [] }: PerseusQuery) {
  const json = { ...(ids.length > 0 && { ids }), ...(sourceHashes.length > 0 && { sourceHashes }) }
  return { method: 'POST' as const, path: 'api/v0/file/find', json }
}

function pathOf(id: string): string {
  // `..` would leave the path.
  if (/^\.{0,2}$/.test(id)) throw new TypeError(`Expected a file's id, not ${JSON.stringify(id)}.`)
  return `api/v0/file/${encodeURIComponent(id)}`
}

async function readable<T>(reading: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  try {
    return await reading
  } catch (cause) {
    if (signal?.aborted) throw createAbortError(signal.reason)
    throw new UploadError('file-unreadable', 'The file cannot be read. Choose it again.', { cause })
  }
}

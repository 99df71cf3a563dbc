import type { ApiCall } from '../../http/api-call.ts'
import { createHttpClient, type HttpClient, type HttpOptions } from '../../http/create-client.ts'
import type { WireFailure } from '../../http/failures.ts'
import { mergeHeaders } from '../../http/headers.ts'
import type { BytesSource } from '../../lib/bytes-source.ts'
import type { CallOptions } from '../../model/call-options.ts'
import { emptyCall, filePath, firstText, lazySchemas } from '../vendor-client.ts'
import type { PerseusCreated, PerseusFile } from './schemas.ts'
import { uploadFile, type PerseusUploadOptions } from './upload-file.ts'
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

/** Perseus' file API, call by call. */
export type PerseusClient = ReturnType<typeof createPerseusClient>

const filesPath = 'api/v0/file'
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

  const files = createFileCalls(http)

  return {
    baseUrl,
    /** Converts a time by the server's clock to this machine's, as measured by the responses' `Date`. */
    toLocalTime: http.clock.toLocalTime,
    ...files,
    /**
     * Uploads a file under the digest of its content. If Perseus has that content already, no bytes are sent and the
     * existing file is returned, whatever its status; a new one is `pending` until `waitForFileUpload` resolves. A file
     * whose bytes could not be sent is deleted, so that it does not block the next attempt. `timeoutMs` is for each
     * request; by default the bytes get ten minutes.
     */
    uploadFile(source: BytesSource, upload: PerseusUploadOptions = {}): Promise<PerseusFile> {
      return uploadFile(files, options.fetch ?? globalThis.fetch, source, upload)
    },
    /**
     * Polls until Perseus has a file's bytes: resolves with the `uploaded` file, rejects with `processing-failed`, with
     * `not-found` if there is no such file, with `processing-timeout` after `timeoutMs`.
     */
    waitForFileUpload(id: string, wait: PerseusWaitOptions = {}): Promise<PerseusFile> {
      return waitForFile(files.findFile, id, wait, timeoutMs)
    },
  }
}

/** The calls of the API. */
export type PerseusFileCalls = ReturnType<typeof createFileCalls>

function createFileCalls(http: HttpClient) {
  return {
    /**
     * Creates a file by the lower-case hex SHA-256 of its content, and returns its upload URL. Rejects with `duplicate`
     * (409) if Perseus has the content already: `findFiles({ sourceHashes: [sourceHash] })` finds it.
     */
    createFile(name: string, sourceHash: string, call?: CallOptions): ApiCall<PerseusCreated> {
      const parse = parserOf((schemas) => schemas.PerseusCreated)
      return http.json({ method: 'POST', path: filesPath, json: { name, sourceHash } }, parse, call)
    },
    /** The files with one of the ids or contents; an empty list if there are none. */
    findFiles(query: PerseusQuery = {}, call?: CallOptions): ApiCall<readonly PerseusFile[]> {
      const parse = parserOf((schemas) => schemas.PerseusFound)
      return http.json(findRequest(query), parse, call)
    },
    /** The file with that id, or `undefined`. */
    findFile(id: string, call?: CallOptions): ApiCall<PerseusFile | undefined> {
      const parse = parserOf((schemas) => schemas.PerseusFoundOne)
      return http.json(findRequest({ ids: [id] }), parse, call)
    },
    deleteFile(id: string, call: CallOptions = {}): ApiCall<void> {
      return emptyCall(async () => http.send({ method: 'DELETE', path: filePath(filesPath, id) }, call))
    },
  }
}

function findRequest({ ids = [], sourceHashes = [] }: PerseusQuery) {
  const json = { ...(ids.length > 0 && { ids }), ...(sourceHashes.length > 0 && { sourceHashes }) }
  return { method: 'POST' as const, path: `${filesPath}/find`, json }
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

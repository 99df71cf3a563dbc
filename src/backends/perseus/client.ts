import { createAbortError, UploadError } from '../../errors.ts'
import { createApiCall, type ApiCall } from '../../http/api-call.ts'
import { toBlob, nameOf, type BytesSource } from '../../lib/bytes-source.ts'
import { mergeHeaders } from '../../http/headers.ts'
import { createHttp, type HttpOptions } from '../../http/create-client.ts'
import { putBytes } from '../../http/put-bytes.ts'
import { readText } from '../../http/pending-response.ts'
import { digestOnMainThread } from '../../lib/digest-on-main-thread.ts'
import type { CallOptions } from '../../model/call-options.ts'
import { findExisting } from './find-existing.ts'
import { readFailure } from './parse-error.ts'
import { PerseusCreated, PerseusFound, PerseusFoundOne, type PerseusFile } from './schemas.ts'
import { waitForFile, type PerseusWaitOptions } from './wait-for-file.ts'

/** Options of `createPerseusClient`. */
export type PerseusClientOptions = Omit<HttpOptions, 'timeoutMs' | 'retries'> & {
  /** Sent as `Authorization: Bearer …`. A secret: leave it to your server, and point `baseUrl` at that. */
  apiKey?: string
  /** Milliseconds for one attempt, until its answer is read. @default 300_000 */
  timeoutMs?: number
  /**
   * Further attempts after a network failure, a timeout, 408, 425, 429 or 5xx; full jitter between them, or what
   * `Retry-After` asks for. @default 0
   */
  retries?: number
}

/** What `findFiles` looks for: files with one of the ids or of the contents. */
export type PerseusQuery = {
  ids?: readonly string[]
  /** Lower-case hex SHA-256 of whole contents. */
  sourceHashes?: readonly string[]
}

/** Options of `uploadFile`. */
export type PerseusUploadOptions = CallOptions & {
  /** The file's name. @default the source's own */
  name?: string
}

/** The files of Perseus, call by call. */
export type PerseusClient = ReturnType<typeof createPerseusClient>

/**
 * A client of Perseus' file service (`https://oath.perseus.lettria.net`). An empty id and bytes without a name are a
 * `TypeError`; every other failure is an `UploadError` with the API's own sentence.
 *
 * @example
 * const client = createPerseusClient({ baseUrl: '/api/perseus' })
 * const file = await client.uploadFile(report)
 * await client.waitForFileUpload(file.id)
 */
export function createPerseusClient(options: PerseusClientOptions) {
  const { baseUrl, apiKey, timeoutMs = 300_000, retries = 0 } = options
  const http = createHttp({
    ...options,
    timeoutMs,
    retries,
    headers: () =>
      mergeHeaders(apiKey === undefined ? undefined : { authorization: `Bearer ${apiKey}` }, options.headers),
    readFailure,
  })

  const client = {
    baseUrl,
    /** A time of the server's by this machine's clock, as far as the answers have told the difference. */
    toLocalTime: http.clock.toLocalTime,
    /**
     * Uploads a file under the digest of its content. Where Perseus has that content already, no byte is sent and the
     * file that has it is the answer, in whatever status that is; a new one is `pending`: `waitForFileUpload` waits
     * for it. A file whose bytes could not be sent is deleted again, so that it is not in the way of the next attempt.
     * `timeoutMs` is for each request; the bytes get ten minutes where it is absent.
     */
    async uploadFile(
      source: BytesSource,
      { name = nameOf(source), body, ...call }: PerseusUploadOptions = {},
    ): Promise<PerseusFile> {
      if (!name) throw new TypeError('These bytes carry no name: say `uploadFile(bytes, { name })`.')
      const { signal, timeoutMs } = call
      // Sent under the type that the vendor's own client sends all bytes with, since a URL may be signed for it.
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
     * Creates a file by the lower-case hex SHA-256 of its content, and says where the bytes go. Fails with `duplicate`
     * (409) where Perseus has the content already: `findFiles({ sourceHashes: [sourceHash] })` shows it.
     */
    createFile(name: string, sourceHash: string, call?: CallOptions): ApiCall<PerseusCreated> {
      return http.json(
        { method: 'POST', path: 'api/v0/file', json: { name, sourceHash } },
        PerseusCreated,
        call,
      )
    },
    /** The files with one of the ids or contents; none is an empty list. */
    findFiles(query: PerseusQuery = {}, call?: CallOptions): ApiCall<readonly PerseusFile[]> {
      return http.json(findRequest(query), PerseusFound, call)
    },
    /** The file with that id, or `undefined`. */
    findFile(id: string, call?: CallOptions): ApiCall<PerseusFile | undefined> {
      return http.json(findRequest({ ids: [id] }), PerseusFoundOne, call)
    },
    deleteFile(id: string, call: CallOptions = {}): ApiCall<void> {
      return createApiCall(
        async () => http.send({ method: 'DELETE', path: pathOf(id) }, call),
        async (sent) => {
          await readText(sent)
        },
      )
    },
    /**
     * Waits until a file's bytes have arrived: resolves with the `uploaded` file, rejects with `processing-failed`,
     * with `not-found` where there is no such file, with `processing-timeout` after `timeoutMs`.
     */
    async waitForFileUpload(id: string, wait: PerseusWaitOptions = {}): Promise<PerseusFile> {
      return waitForFile(client.findFile, id, wait, timeoutMs)
    },
  }
  return client
}

function findRequest({ ids = [], sourceHashes = [] }: PerseusQuery) {
  const json = { ...(ids.length > 0 && { ids }), ...(sourceHashes.length > 0 && { sourceHashes }) }
  return { method: 'POST' as const, path: 'api/v0/file/find', json }
}

function pathOf(id: string): string {
  // Dots would climb out of the path.
  if (/^\.{0,2}$/.test(id)) throw new TypeError(`A file's id is needed, not ${JSON.stringify(id)}.`)
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

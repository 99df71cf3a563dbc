import * as z from 'zod/mini'
import { createApiCall, type ApiCall } from '../../http/api-call.ts'
import { retryAfterMs } from '../../http/backoff.ts'
import { toBlob, nameOf, type BytesSource } from '../../lib/bytes-source.ts'
import { decode } from '../../http/decode.ts'
import type { WireFailure } from '../../http/errors.ts'
import { mergeHeaders } from '../../http/headers.ts'
import { createHttp, type HttpOptions, type HttpRequest } from '../../http/create-client.ts'
import { readText } from '../../http/pending-response.ts'
import { typeOfName } from '../../lib/mime-type.ts'
import type { CallOptions } from '../../model/call-options.ts'
import { createFilesPage, readOn, type AymaraFilesCall, type AymaraFilesPage } from './files-page.ts'
import {
  AymaraCreated,
  AymaraFailure,
  AymaraFileDetail,
  AymaraFileFrames,
  AymaraFileStatus,
  AymaraFileUpload,
  AymaraWirePage,
  codeOfAymara,
} from './schemas.ts'

/** Options of `createAymaraClient`. */
export type AymaraClientOptions = Omit<HttpOptions, 'timeoutMs' | 'retries'> & {
  /** Sent as `x-api-key`. A secret: leave it to your server, and point `baseUrl` at that. */
  apiKey?: string
  /** Sent as `Authorization: Bearer …` beside the key. A secret, too. */
  bearerToken?: string
  /** Sent as `X-Use-Sandbox: True` or `False`; absent where this is, which the API takes as `False`. */
  useSandbox?: boolean
  /**
   * Milliseconds for one attempt, until its answer is read. @default 60_000, and 10 min for `files.upload`, whose time
   * depends on the file
   */
  timeoutMs?: number
  /**
   * Further attempts after a network failure, a timeout, 408, 409, 429 or 5xx, or wherever the answer's
   * `x-should-retry` says so; full jitter between them, or what `retry-after-ms` or `Retry-After` asks for. A server
   * that asks for more than a minute is not waited for. @default 2
   */
  retries?: number
}

/** A file to create: by the path of a local one, or by an address that the API fetches it from. */
export type AymaraFileToCreate = {
  /** MIME type. @default inferred by the API from the extension */
  contentType?: string
  /** Name or path of a file whose bytes will be PUT to the `fileUrl` that is answered. */
  localFilePath?: string
  /** Where the API fetches the file from. */
  remoteUri?: string
}

/** Which files `list` gives. */
export type AymaraListQuery = {
  workspaceUuid?: string
  fileType?: 'image' | 'video' | 'text' | 'document'
  /** Files a page, from 1. @default the API's: 100 */
  limit?: number
  /** Files to skip. @default 0 */
  offset?: number
}

const uploadTimeoutMs = 10 * 60_000

/** The files of Aymara's API, call by call. */
export type AymaraClient = ReturnType<typeof createAymaraClient>

/**
 * A client of the files of Aymara's API (`https://api.aymara.ai`). An empty id is a `TypeError`; every other failure
 * is an `UploadError` with the API's own sentence.
 *
 * @example
 * const client = createAymaraClient({ baseUrl: '/api/aymara' })
 * for await (const file of client.files.list({ fileType: 'video' })) console.log(file.fileUuid)
 */
export function createAymaraClient(options: AymaraClientOptions) {
  const { baseUrl, apiKey, bearerToken, useSandbox } = options
  const http = createHttp({
    ...options,
    timeoutMs: options.timeoutMs ?? 60_000,
    headers: () =>
      mergeHeaders(
        {
          ...(apiKey !== undefined && { 'x-api-key': apiKey }),
          ...(bearerToken !== undefined && { authorization: `Bearer ${bearerToken}` }),
          ...(useSandbox !== undefined && { 'x-use-sandbox': useSandbox ? 'True' : 'False' }),
        },
        options.headers,
      ),
    readFailure,
    isRetried,
    retryAfter,
  })

  /** A call whose request is made at its start, so that a mistake in it rejects the call's promise. */
  function ask<S extends z.core.$ZodType>(
    request: () => HttpRequest | Promise<HttpRequest>,
    schema: S,
    call: CallOptions = {},
  ): ApiCall<z.output<S>> {
    return createApiCall(
      async () => http.send(await request(), call),
      (sent) => decode(sent, schema),
    )
  }

  function listFrom(offset: number | undefined, query: AymaraListQuery, call: CallOptions): AymaraFilesCall {
    const { workspaceUuid, fileType, limit } = query
    const next = (following: number): Promise<AymaraFilesPage> =>
      listFrom(following, query, { ...call, query: { ...call.query, offset: String(following) } })
    // What the call adds to the query overrides.
    const start = Number(call.query?.['offset'] ?? offset ?? 0)
    const page = z.pipe(
      AymaraWirePage,
      z.transform(({ items, count }) => createFilesPage(items, count, start, next)),
    )
    const wireQuery = {
      workspace_uuid: workspaceUuid || undefined,
      file_type: fileType,
      limit,
      offset,
    }
    const files = http.json({ method: 'GET', path: 'v2/files', query: wireQuery }, page, call)
    return Object.assign(files, { [Symbol.asyncIterator]: () => readOn(files) })
  }

  const files = {
    /**
     * Announces files, several in one call: those with a `localFilePath` get an upload URL as their `fileUrl`, those
     * with a `remoteUri` are fetched by the API and get a download URL. The answer has them in the same order.
     */
    create(
      { files, workspaceUuid }: { files: readonly AymaraFileToCreate[]; workspaceUuid?: string },
      call?: CallOptions,
    ): ApiCall<AymaraCreated> {
      const wireFiles = files.map(({ contentType, localFilePath, remoteUri }) => ({
        content_type: contentType,
        local_file_path: localFilePath,
        remote_uri: remoteUri,
      }))
      const json = { files: wireFiles, workspace_uuid: workspaceUuid || undefined }
      return http.json({ method: 'POST', path: 'v2/files', json }, AymaraCreated, call)
    },
    /**
     * Uploads a file through the API itself, in one form. `filename` defaults to the file's own name, its type
     * to what the name tells; a video's `processingStatus` is worth asking again by `getStatus`.
     */
    upload(
      { file, workspaceUuid, filename }: { file: BytesSource; workspaceUuid?: string; filename?: string },
      call: CallOptions = {},
    ): ApiCall<AymaraFileUpload> {
      const request = async (): Promise<HttpRequest> => ({
        method: 'POST',
        path: 'v2/files/-/uploads',
        query: { workspace_uuid: workspaceUuid || undefined },
        form: await formOf(file, filename),
      })
      const timeoutMs = call.timeoutMs ?? options.timeoutMs ?? uploadTimeoutMs
      return ask(request, AymaraFileUpload, { ...call, timeoutMs })
    },
    /** One page of files; iterated, every file of every page. */
    list(query: AymaraListQuery = {}, call: CallOptions = {}): AymaraFilesCall {
      return listFrom(query.offset, query, call)
    },
    /** A file's details, with a URL to read it that works for 30 minutes. */
    get(fileUuid: string, call?: CallOptions): ApiCall<AymaraFileDetail> {
      return ask(() => ({ method: 'GET', path: pathOf(fileUuid) }), AymaraFileDetail, call)
    },
    /** Deletes a file: the API keeps it, but shows it no more. */
    delete(fileUuid: string, call: CallOptions = {}): ApiCall<void> {
      return createApiCall(
        async () => {
          const headers = await mergeHeaders({ accept: '*/*' }, call.headers)
          return http.send({ method: 'DELETE', path: pathOf(fileUuid) }, { ...call, headers })
        },
        async (sent) => {
          await readText(sent)
        },
      )
    },
    /** Where the API is with a file: to be asked until it is `completed` or `failed`. */
    getStatus(fileUuid: string, call?: CallOptions): ApiCall<AymaraFileStatus> {
      return ask(() => ({ method: 'GET', path: `${pathOf(fileUuid)}/status` }), AymaraFileStatus, call)
    },
    /** URLs of a video's frames, in order, each working for 30 minutes. Fails until the video is `completed`. */
    getFrames(fileUuid: string, call?: CallOptions): ApiCall<AymaraFileFrames> {
      return ask(() => ({ method: 'GET', path: `${pathOf(fileUuid)}/frames` }), AymaraFileFrames, call)
    },
  }

  return {
    baseUrl,
    /** A time of the server's by this machine's clock, as far as the answers have told the difference. */
    toLocalTime: http.clock.toLocalTime,
    files,
  }
}

function pathOf(fileUuid: string): string {
  // Dots would climb out of the path: `DELETE v2/files/..`.
  if (/^\.{0,2}$/.test(fileUuid)) {
    throw new TypeError(`A file's UUID is needed, not ${JSON.stringify(fileUuid)}.`)
  }
  return `v2/files/${encodeURIComponent(fileUuid)}`
}

async function formOf(file: BytesSource, filename = nameOf(file) ?? 'upload'): Promise<FormData> {
  const ownType = file instanceof Blob ? file.type : ''
  const type = ownType || (typeOfName(filename) ?? 'application/octet-stream')
  const form = new FormData()
  form.append('file', await toBlob(file, type), filename)
  return form
}

function readFailure(body: unknown): WireFailure | undefined {
  const failure = AymaraFailure.safeParse(body)
  if (!failure.success) return undefined
  const { error, request_id } = failure.data
  return {
    code: codeOfAymara[error.code ?? ''],
    message: error.message || undefined,
    requestId: request_id || undefined,
  }
}

function isRetried(status: number, headers: Headers): boolean {
  const said = headers.get('x-should-retry')
  if (said === 'true' || said === 'false') return said === 'true'
  return [408, 409, 429].includes(status) || status >= 500
}

function retryAfter(headers: Headers): number | undefined {
  const ms = Number(headers.get('retry-after-ms') ?? Number.NaN)
  const asked = Number.isFinite(ms) ? ms : retryAfterMs(headers)
  return asked !== undefined && asked > 0 ? asked : undefined
}

import type { UploadErrorCode } from '../../errors.ts'
import { retryAfterMs } from '../../http/response-headers.ts'
import { toBlob, nameOf, type BytesSource } from '../../lib/bytes-source.ts'
import { decode, type Parse } from '../../http/decode.ts'
import type { WireFailure } from '../../http/failures.ts'
import { mergeHeaders } from '../../http/headers.ts'
import { createApiCall, type ApiCall } from '../../http/api-call.ts'
import { createHttpClient, type HttpOptions, type HttpRequest } from '../../http/create-client.ts'
import { readText } from '../../http/pending-response.ts'
import { typeOfName } from '../../lib/mime-type.ts'
import type { CallOptions } from '../../model/call-options.ts'
import { textAt } from '../error-body.ts'
import { lazySchemas } from '../lazy-schemas.ts'
import { createFilesPage, readOn, type AymaraFilesCall, type AymaraFilesPage } from './files-page.ts'
import type {
  AymaraCreated,
  AymaraFileDetail,
  AymaraFileFrames,
  AymaraFileStatus,
  AymaraFileUpload,
} from './schemas.ts'

/** Options of `createAymaraClient`. */
export type AymaraClientOptions = Omit<HttpOptions, 'timeoutMs' | 'retries'> & {
  /** Sent as `x-api-key`. A secret: in a browser let `baseUrl` be a route of your own server, which adds it. */
  apiKey?: string | undefined
  /** Sent as `Authorization: Bearer …` beside the key. A secret, too. */
  bearerToken?: string | undefined
  /** Sent as `X-Use-Sandbox: True` or `False`. @default not sent, which the API takes as `False` */
  useSandbox?: boolean | undefined
  /**
   * Timeout of one attempt in milliseconds, until the response has been read. @default 60_000, and 10 min for
   * `files.upload`, whose duration depends on the file
   */
  timeoutMs?: number | undefined
  /**
   * Retries after a network error, a timeout, 408, 409, 429 or 5xx, or as the response's `x-should-retry` says: with
   * exponential backoff, or after what `retry-after-ms` or `Retry-After` asks for, up to a minute. @default 2
   */
  retries?: number | undefined
}

/** A file to create: by the path of a local one, or by a URL that the API downloads. */
export type AymaraFileToCreate = {
  /** MIME type. @default inferred by the API from the extension */
  contentType?: string | undefined
  /** Name or path of a file whose bytes are then sent by PUT to the returned `fileUrl`. */
  localFilePath?: string | undefined
  /** URL that the API downloads the file from. */
  remoteUri?: string | undefined
}

/** Query of `files.list`. */
export type AymaraListQuery = {
  workspaceUuid?: string | undefined
  fileType?: 'image' | 'video' | 'text' | 'document' | undefined
  /** Files per page, from 1. @default the API's: 100 */
  limit?: number | undefined
  /** Files to skip. @default 0 */
  offset?: number | undefined
}

const parserOf = lazySchemas(() => import('./schemas.ts'))
const uploadTimeoutMs = 10 * 60_000

/** Aymara's file API, call by call. */
export type AymaraClient = ReturnType<typeof createAymaraClient>

/**
 * Creates a client of Aymara's file API (`https://api.aymara.ai`). An empty id is a `TypeError`; every other error is an
 * `UploadError` with the API's own message.
 *
 * @example
 * const client = createAymaraClient({ baseUrl: '/api/aymara' })
 * for await (const file of client.files.list({ fileType: 'video' })) console.log(file.fileUuid)
 */
export function createAymaraClient(options: AymaraClientOptions) {
  const { baseUrl, apiKey, bearerToken, useSandbox } = options
  const http = createHttpClient({
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
    parseErrorBody,
    isTransient,
    retryAfter,
  })

  /** A call whose request is created inside, so that an error in it rejects the call's promise. */
  function callWith<T>(
    request: () => HttpRequest | Promise<HttpRequest>,
    parse: Parse<T>,
    call: CallOptions = {},
  ): ApiCall<T> {
    return createApiCall(
      async () => http.send(await request(), call),
      async (pending) => decode(await readText(pending), pending.response, parse),
    )
  }

  function listFrom(offset: number | undefined, query: AymaraListQuery, call: CallOptions): AymaraFilesCall {
    const { workspaceUuid, fileType, limit } = query
    const next = (following: number): Promise<AymaraFilesPage> =>
      listFrom(following, query, { ...call, query: { ...call.query, offset: String(following) } })
    // The call's own query replaces it.
    const start = Number(call.query?.['offset'] ?? offset ?? 0)
    const parse = parserOf((schemas) => schemas.AymaraWirePage)
    const parsePage = async (body: unknown) => {
      const { items, count } = await parse(body)
      return createFilesPage(items, count, start, next)
    }
    const wireQuery = {
      workspace_uuid: workspaceUuid || undefined,
      file_type: fileType,
      limit,
      offset,
    }
    const files = http.json({ method: 'GET', path: 'v2/files', query: wireQuery }, parsePage, call)
    return Object.assign(files, { [Symbol.asyncIterator]: () => readOn(files) })
  }

  const files = {
    /**
     * Creates files, several in one call: those with a `localFilePath` get an upload URL as their `fileUrl`, those with a
     * `remoteUri` are downloaded by the API and get a download URL. Returns them in the same order.
     */
    create(
      { files, workspaceUuid }: { files: readonly AymaraFileToCreate[]; workspaceUuid?: string | undefined },
      call?: CallOptions,
    ): ApiCall<AymaraCreated> {
      const wireFiles = files.map(({ contentType, localFilePath, remoteUri }) => ({
        content_type: contentType,
        local_file_path: localFilePath,
        remote_uri: remoteUri,
      }))
      const json = { files: wireFiles, workspace_uuid: workspaceUuid || undefined }
      return http.json(
        { method: 'POST', path: 'v2/files', json },
        parserOf((schemas) => schemas.AymaraCreated),
        call,
      )
    },
    /**
     * Uploads a file through the API itself, as one form. `filename` defaults to the file's own name, the MIME type to
     * that of the name's extension; poll a video's `processingStatus` with `getStatus`.
     */
    upload(
      {
        file,
        workspaceUuid,
        filename,
      }: { file: BytesSource; workspaceUuid?: string | undefined; filename?: string | undefined },
      call: CallOptions = {},
    ): ApiCall<AymaraFileUpload> {
      const request = async (): Promise<HttpRequest> => ({
        method: 'POST',
        path: 'v2/files/-/uploads',
        query: { workspace_uuid: workspaceUuid || undefined },
        form: await formOf(file, filename),
      })
      const timeoutMs = call.timeoutMs ?? options.timeoutMs ?? uploadTimeoutMs
      return callWith(
        request,
        parserOf((schemas) => schemas.AymaraFileUpload),
        { ...call, timeoutMs },
      )
    },
    /** One page of files; iterate it for every file of every page. */
    list(query: AymaraListQuery = {}, call: CallOptions = {}): AymaraFilesCall {
      return listFrom(query.offset, query, call)
    },
    /** A file's details, with a download URL that is valid for 30 minutes. */
    get(fileUuid: string, call?: CallOptions): ApiCall<AymaraFileDetail> {
      return callWith(
        () => ({ method: 'GET', path: pathOf(fileUuid) }),
        parserOf((schemas) => schemas.AymaraFileDetail),
        call,
      )
    },
    /** Deletes a file: the API keeps it, but does not return it any more. */
    delete(fileUuid: string, call: CallOptions = {}): ApiCall<void> {
      return createApiCall(
        async () => {
          const headers = await mergeHeaders({ accept: '*/*' }, call.headers)
          return http.send({ method: 'DELETE', path: pathOf(fileUuid) }, { ...call, headers })
        },
        async (pending) => {
          await readText(pending)
        },
      )
    },
    /** The status of a file: poll it until it is `completed` or `failed`. */
    getStatus(fileUuid: string, call?: CallOptions): ApiCall<AymaraFileStatus> {
      return callWith(
        () => ({ method: 'GET', path: `${pathOf(fileUuid)}/status` }),
        parserOf((schemas) => schemas.AymaraFileStatus),
        call,
      )
    },
    /** URLs of a video's frames, in order, each valid for 30 minutes. Rejects until the video is `completed`. */
    getFrames(fileUuid: string, call?: CallOptions): ApiCall<AymaraFileFrames> {
      return callWith(
        () => ({ method: 'GET', path: `${pathOf(fileUuid)}/frames` }),
        parserOf((schemas) => schemas.AymaraFileFrames),
        call,
      )
    },
  }

  return {
    baseUrl,
    /** Converts a time by the server's clock to this machine's, as measured by the responses' `Date`. */
    toLocalTime: http.clock.toLocalTime,
    files,
  }
}

function pathOf(fileUuid: string): string {
  // `..` would leave the path: `DELETE v2/files/..`.
  if (/^\.{0,2}$/.test(fileUuid)) {
    throw new TypeError(`Expected a file's UUID, not ${JSON.stringify(fileUuid)}.`)
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

/** The API's error codes as ours; others are mapped by the HTTP status. */
const errorCodes: Readonly<Record<string, UploadErrorCode>> = {
  'auth.invalid_key': 'unauthorized',
  'auth.expired_key': 'unauthorized',
  'auth.insufficient_permissions': 'forbidden',
  'validation.invalid_request': 'unsupported',
  'validation.invalid_format': 'unsupported',
  'resource.not_found': 'not-found',
  'quota.limit_exceeded': 'rate-limited',
  'server.internal_error': 'server-error',
}

/** The API's own error: `{ error: { code, message }, request_id }`. */
function parseErrorBody(body: unknown): WireFailure {
  const code = errorCodes[textAt(body, 'error', 'code') ?? '']
  const message = textAt(body, 'error', 'message')
  const requestId = textAt(body, 'request_id')
  return {
    ...(code !== undefined && { code }),
    ...(message !== undefined && { message }),
    ...(requestId !== undefined && { requestId }),
  }
}

function isTransient(status: number, headers: Headers): boolean {
  const shouldRetry = headers.get('x-should-retry')
  if (shouldRetry === 'true' || shouldRetry === 'false') return shouldRetry === 'true'
  return [408, 409, 429].includes(status) || status >= 500
}

function retryAfter(headers: Headers): number | undefined {
  const ms = Number(headers.get('retry-after-ms') ?? Number.NaN)
  const requestedMs = Number.isFinite(ms) ? ms : retryAfterMs(headers)
  return requestedMs !== undefined && requestedMs > 0 ? requestedMs : undefined
}

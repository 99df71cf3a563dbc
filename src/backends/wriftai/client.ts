import { mergeHeaders } from '../../http/headers.ts'
import { readText } from '../../http/response.ts'
import { retryAfterMs } from '../../http/response-headers.ts'
import { createApiCall, type ApiCall } from '../../http/api-call.ts'
import { createHttpClient, type HttpOptions, type HttpRequest } from '../../http/create-client.ts'
import { decode } from '../../http/decode.ts'
import type { WireFailure } from '../../http/failures.ts'
import { nameOf, toBlob, type BytesSource } from '../../lib/bytes-source.ts'
import type { CallOptions } from '../../model/call-options.ts'
import { lazySchemas, mimeTypeOf, putBytes, textAt, toSentence } from '../vendor-client.ts'
import type { CreateFileUrlsParams, FileResource, FileUrls } from './schemas.ts'

/** Options of `createWriftaiClient`. */
export type WriftaiClientOptions = Omit<HttpOptions, 'timeoutMs' | 'retries'> & {
  /**
   * Sent as `Authorization: Bearer …`; without it requests are anonymous. A secret: in a browser let `baseUrl` be a route
   * of your own server, which adds it.
   */
  accessToken?: string | undefined
  /** Path of `files.createUrls`, below `baseUrl`. @default '/files/urls' */
  createUrlsPath?: string | undefined
  /** Timeout of one attempt in milliseconds, until the response has been read; 10 min for the bytes. @default 10_000 */
  timeoutMs?: number | undefined
  /** Retries after 429, 5xx or a network error; after 429 when `x-ratelimit-reset` says so. @default 2 */
  retries?: number | undefined
}

/** Options of `files.upload`. */
export type WriftaiUploadOptions = {
  /** The purpose of the file. */
  resource: FileResource
  /** With its extension. @default the name of the `File`, or the last segment of the stream's path */
  name?: string | undefined
}

/** WriftAI's file API, call by call. */
export type WriftaiClient = ReturnType<typeof createWriftaiClient>

const parserOf = lazySchemas(() => import('./schemas.ts'))

/**
 * Creates a client of WriftAI's file API (https://wrift.ai/docs/clients/python/reference/wriftai.files). Calls reject
 * with an `UploadError`.
 *
 * @example
 * const wriftai = createWriftaiClient({ baseUrl: 'https://api.wrift.ai/v1', accessToken })
 * const url = await wriftai.files.upload(file, { resource: 'prediction' })
 */
export function createWriftaiClient(options: WriftaiClientOptions) {
  const { accessToken, createUrlsPath = '/files/urls', timeoutMs = 10_000, ...rest } = options
  const http = createHttpClient({
    ...rest,
    timeoutMs,
    headers: () =>
      mergeHeaders(accessToken ? { authorization: `Bearer ${accessToken}` } : {}, options.headers),
    parseErrorBody,
    isTransient: (status) => status === 429 || status >= 500,
    retryAfter: (headers, status) =>
      (status === 429 ? msUntilReset(headers) : undefined) ?? retryAfterMs(headers),
  })

  function createUrlsRequest({ name, size, resource, mimeType }: CreateFileUrlsParams): HttpRequest {
    const json = { name, size, resource, mime_type: mimeType }
    return { method: 'POST', path: createUrlsPath.replace(/^\/+/, ''), json }
  }
  const fileUrls = () => parserOf((schemas) => schemas.WireFileUrls)

  return {
    baseUrl: options.baseUrl,
    /** Converts a time by the server's clock to this machine's, as measured by the responses' `Date`. */
    toLocalTime: http.clock.toLocalTime,
    files: {
      /** Reserves the upload and the download URL of a file. Usually you want `upload`, which also sends the bytes. */
      createUrls(params: CreateFileUrlsParams, call?: CallOptions): ApiCall<FileUrls> {
        return http.json(createUrlsRequest(params), fileUrls(), call)
      },
      /**
       * Uploads a file; resolves with its download URL. The MIME type is by the name's extension, else the `Blob`'s own,
       * else `application/octet-stream`. A stream is read to its end first, since its size must be announced.
       * `asResponse` and `withResponse` give the API's response, of `createUrls`.
       *
       * @throws TypeError if there is no `name` and the source has none; nothing has been sent
       */
      upload(
        file: BytesSource,
        { resource, name }: WriftaiUploadOptions,
        call: CallOptions = {},
      ): ApiCall<string> {
        const parse = fileUrls()
        async function send() {
          const fileName = name ?? nameOf(file)
          if (!fileName) {
            throw new TypeError('The file has no name: pass upload() a name, with its extension.')
          }
          const mimeType = mimeTypeOf(file, fileName)
          const blob = await toBlob(file, mimeType)
          const request = createUrlsRequest({ name: fileName, size: blob.size, resource, mimeType })
          const pending = await http.send(request, call)
          const copy = pending.response.clone()
          const text = await readText({ ...pending, response: copy })
          const { uploadUrl } = await decode(text, pending.response, parse)
          const { signal, timeoutMs } = call
          const fetch = options.fetch ?? globalThis.fetch
          await putBytes(fetch, uploadUrl, blob, { 'Content-Type': mimeType }, { signal, timeoutMs })
          return pending
        }
        return createApiCall(send, async (pending) => {
          const { downloadUrl } = await decode(await readText(pending), pending.response, parse)
          return downloadUrl
        })
      },
    },
  }
}

/** WriftAI's own message: `size: Input should be greater than 0`, without the `body` that every field is in. */
function parseErrorBody(body: unknown): WireFailure | undefined {
  const detail = textAt(body, 'detail')
  if (detail !== undefined) return { message: `WriftAI refused the request: ${toSentence(detail)}` }
  const entries: unknown =
    typeof body === 'object' && body !== null && 'detail' in body ? body.detail : undefined
  if (!Array.isArray(entries)) return undefined
  const messages = entries.flatMap((entry: { loc?: unknown; msg?: unknown } | null) => {
    const message = textAt(entry, 'msg')
    if (message === undefined) return []
    const steps: readonly unknown[] = Array.isArray(entry?.loc) ? entry.loc : []
    const field = steps.filter((step, index) => index > 0 || step !== 'body').join('.')
    return [field === '' ? message : `${field}: ${message}`]
  })
  if (messages.length === 0) return undefined
  return {
    message: `WriftAI refused the request: ${toSentence(messages.join('; '))} Change that and try again.`,
  }
}

/** `x-ratelimit-reset` is a Unix time in seconds; it may have passed, since clocks differ. */
function msUntilReset(headers: Headers): number | undefined {
  const seconds = Number(headers.get('x-ratelimit-reset') || Number.NaN)
  return Number.isFinite(seconds) ? Math.max(0, seconds * 1000 - Date.now()) : undefined
}

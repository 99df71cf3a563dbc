import { createApiCall, type ApiCall } from '../../http/api-call.ts'
import { retryAfterMs } from '../../http/backoff.ts'
import { toBlob, nameOf, type BytesSource } from '../../lib/bytes-source.ts'
import { decode } from '../../http/decode.ts'
import { mergeHeaders } from '../../http/headers.ts'
import { createHttp, type HttpOptions, type HttpRequest } from '../../http/create-client.ts'
import { putBytes } from '../../http/put-bytes.ts'
import { typeOfName } from '../../lib/mime-type.ts'
import type { CallOptions } from '../../model/call-options.ts'
import { readFailure } from './parse-error.ts'
import { WireFileUrls, type CreateFileUrlsParams, type FileResource, type FileUrls } from './schemas.ts'

/** Options of `createWriftaiClient`. */
export type WriftaiClientOptions = Omit<HttpOptions, 'timeoutMs' | 'retries'> & {
  /**
   * Sent as `Authorization: Bearer …`; without it requests are anonymous. It is a secret: in a browser let `baseUrl` be
   * a route of your own server, which adds it.
   */
  accessToken?: string
  /** Where `files.createUrls` posts to, below `baseUrl`. @default '/files/urls' */
  createUrlsPath?: string
  /** Milliseconds for one attempt, until its answer is read. Sending the bytes gets 10 min. @default 10_000 */
  timeoutMs?: number
  /** Further attempts after 429, 5xx or no answer; after 429 when `x-ratelimit-reset` says so. @default 2 */
  retries?: number
}

/** What `files.upload` takes besides the file. */
export type WriftaiUploadOptions = {
  /** What the file is for. */
  resource: FileResource
  /** With its extension. @default the name of the `File`, or the last step of the stream's path */
  name?: string
}

/** WriftAI's files, call by call. */
export type WriftaiClient = ReturnType<typeof createWriftaiClient>

/**
 * A client of WriftAI's file API (https://wrift.ai/docs/clients/python/reference/wriftai.files). Calls fail with an
 * `UploadError`.
 *
 * @example
 * const wriftai = createWriftaiClient({ baseUrl: 'https://api.wrift.ai/v1', accessToken })
 * const url = await wriftai.files.upload(file, { resource: 'prediction' })
 */
export function createWriftaiClient(options: WriftaiClientOptions) {
  const { accessToken, createUrlsPath = '/files/urls', timeoutMs = 10_000, ...rest } = options
  const http = createHttp({
    ...rest,
    timeoutMs,
    headers: () =>
      mergeHeaders(accessToken ? { authorization: `Bearer ${accessToken}` } : {}, options.headers),
    readFailure,
    isRetried: (status) => status === 429 || status >= 500,
    retryAfter: (headers, status) =>
      (status === 429 ? untilReset(headers) : undefined) ?? retryAfterMs(headers),
  })

  function createUrlsRequest({ name, size, resource, mimeType }: CreateFileUrlsParams): HttpRequest {
    const json = { name, size, resource, mime_type: mimeType }
    return { method: 'POST', path: createUrlsPath.replace(/^\/+/, ''), json }
  }

  return {
    baseUrl: options.baseUrl,
    /** A time of the server's by this machine's clock, as far as the answers have told the difference. */
    toLocalTime: http.clock.toLocalTime,
    files: {
      /**
       * Reserves the URLs that one file is uploaded to and downloaded from. Most callers want `upload`, which also
       * sends the bytes.
       */
      createUrls(params: CreateFileUrlsParams, call?: CallOptions): ApiCall<FileUrls> {
        return http.json(createUrlsRequest(params), WireFileUrls, call)
      },
      /**
       * Uploads a file; resolves with its download URL. Its type is what its name tells, else the `Blob`'s own, else
       * `application/octet-stream`. A stream is read to its end before it is sent, since its size is announced. The
       * response within reach is the API's, of `createUrls`.
       *
       * @throws TypeError where no `name` is given and the source carries none; nothing has been sent then
       */
      upload(
        file: BytesSource,
        { resource, name }: WriftaiUploadOptions,
        call: CallOptions = {},
      ): ApiCall<string> {
        async function send() {
          const fileName = name ?? nameOf(file)
          if (!fileName)
            throw new TypeError('The file carries no name: give upload() a name, with its extension.')
          const ownType = file instanceof Blob ? file.type : ''
          const mimeType = typeOfName(fileName) ?? (ownType || 'application/octet-stream')
          const blob = await toBlob(file, mimeType)
          const sent = await http.send(
            createUrlsRequest({ name: fileName, size: blob.size, resource, mimeType }),
            call,
          )
          const copy = { ...sent, response: sent.response.clone() }
          const { uploadUrl } = await decode(copy, WireFileUrls)
          const { signal, timeoutMs } = call
          const fetch = options.fetch ?? globalThis.fetch
          await putBytes(fetch, uploadUrl, blob, { 'Content-Type': mimeType }, { signal, timeoutMs })
          return sent
        }
        return createApiCall(send, async (sent) => (await decode(sent, WireFileUrls)).downloadUrl)
      },
    },
  }
}

/** `x-ratelimit-reset` is a Unix time in seconds; clocks differ, so it may have passed. */
function untilReset(headers: Headers): number | undefined {
  const seconds = Number(headers.get('x-ratelimit-reset') || Number.NaN)
  return Number.isFinite(seconds) ? Math.max(0, seconds * 1000 - Date.now()) : undefined
}

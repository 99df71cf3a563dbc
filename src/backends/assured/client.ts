import type { ApiCall } from '../../http/api-call.ts'
import { createHttpClient, type ApiConventions, type HttpOptions } from '../../http/create-client.ts'
import { decode } from '../../http/decode.ts'
import type { WireFailure } from '../../http/failures.ts'
import { mergeHeaders } from '../../http/headers.ts'
import type { BytesSource } from '../../lib/bytes-source.ts'
import type { CallOptions } from '../../model/call-options.ts'
import type { TransferResponse } from '../../model/upload-target.ts'
import { firstText, jsonCall, lazySchemas, toSentence } from '../vendor-client.ts'
import type { FileRecord } from './schemas.ts'
import { createSession, setBearerToken, withBearerAuth } from './session.ts'
import {
  formWithoutFile,
  formWithFile,
  uploadPath,
  uploadUrl,
  type AssuredUploadForm,
  type AssuredUploadOptions,
} from './upload-form.ts'

/** How to get a JWT. Without it, a server in between adds one. */
export type AssuredLogin =
  | {
      /** Returns a JWT; called again before it expires, and once after a 401. */
      getJwt?: (() => string | Promise<string>) | undefined
      user?: undefined
      password?: undefined
    }
  | {
      /** E-mail address of the login; the client logs in when a JWT is first needed. */
      user: string
      password: string
      getJwt?: undefined
    }

/** Options of `createAssuredClient`. */
export type AssuredClientOptions = Omit<HttpOptions, 'timeoutMs' | 'retries'> & {
  /**
   * Sent as `x-api-key` with every call. A secret, like the login: in a browser let `baseUrl` be a route of your own
   * server, which adds both.
   */
  apiKey?: string | undefined
  /**
   * Timeout of one attempt in milliseconds, until the response has been read. @default 30_000, and 10 min for
   * `files.upload`, whose duration depends on the file
   */
  timeoutMs?: number | undefined
  /** Retries after 429, 500, 502, 503 and 504. Network errors are not retried. @default 3 */
  retries?: number | undefined
} & AssuredLogin

/** Options of `files.prepareUpload`. */
type PrepareOptions = {
  /** A form whose JWT the API has rejected. */
  rejected?: AssuredUploadForm | undefined
  signal?: AbortSignal | undefined
}

/** Assured's file API, call by call. */
export type AssuredClient = ReturnType<typeof createAssuredClient>

const parserOf = lazySchemas(() => import('./schemas.ts'))
const fileRecord = () => parserOf((schemas) => schemas.FileRecord)
const presignPath = 'api/v1/files/presign-s3-url/presign_s3_url/'
const uploadTimeoutMs = 10 * 60_000
const retriedStatuses: readonly number[] = [429, 500, 502, 503, 504]

/**
 * Creates a client of Assured's file API, whose calls need the JWT of a login beside the API key: it logs in once, for all
 * of its calls, and again before the JWT expires or after a 401. Calls reject with an `UploadError`.
 *
 * @example
 * const assured = createAssuredClient({ baseUrl: 'https://demo-backend.withassured.com', apiKey, user, password })
 * const record = await assured.files.upload(file)
 */
export function createAssuredClient(options: AssuredClientOptions) {
  const { apiKey, getJwt, user, password, ...rest } = options
  const { baseUrl } = options
  const headers = () => mergeHeaders(apiKey ? { 'x-api-key': apiKey } : {}, options.headers)
  const wire: HttpOptions & ApiConventions = {
    ...rest,
    retries: options.retries ?? 3,
    headers,
    parseErrorBody,
    isTransient: (status) => retriedStatuses.includes(status),
    retriesNetworkErrors: false,
  }
  const requestToken = user === undefined ? getJwt : () => logIn(wire, user, password)
  const session = requestToken && createSession(requestToken)
  const fetch: typeof globalThis.fetch = (input, init) => (options.fetch ?? globalThis.fetch)(input, init)
  const http = createHttpClient(session ? { ...wire, fetch: withBearerAuth(fetch, session) } : wire)

  return {
    baseUrl,
    /** Converts a time by the server's clock to this machine's, as measured by the responses' `Date`. */
    toLocalTime: http.clock.toLocalTime,
    files: {
      /**
       * Uploads a file under a new UUID as its name, with the same extension; resolves with its record. A stream is read
       * to its end first.
       *
       * @throws TypeError if there is no `filename` and the source has none; nothing has been sent
       */
      upload(
        file: BytesSource,
        upload: AssuredUploadOptions = {},
        call: CallOptions = {},
      ): ApiCall<FileRecord> {
        const timeoutMs = call.timeoutMs ?? options.timeoutMs ?? uploadTimeoutMs
        return jsonCall(async () => {
          const form = await formWithFile(file, upload)
          return http.send({ method: 'POST', path: uploadPath, form }, { ...call, timeoutMs })
        }, fileRecord())
      },
      /** Exchanges an `s3://` URI, such as a record's `fileUrl`, for a short-lived URL that a browser can open. */
      presignUrl(s3Url: string, call?: CallOptions): ApiCall<string> {
        const json = { s3_url: s3Url, presigned_url: '' }
        const parse = parserOf((schemas) => schemas.PresignedUrlResponse)
        return http.json({ method: 'POST', path: presignPath, json }, parse, call)
      },
      /**
       * The request that `upload` would send, to send the bytes by other means; `readUpload` parses the response. The JWT
       * of a form that was `rejected` is not used again.
       */
      async prepareUpload(
        filename: string,
        { rejected, signal }: PrepareOptions = {},
      ): Promise<AssuredUploadForm> {
        if (rejected) session?.drop(rejected.headers['authorization']?.replace(/^Bearer /, '') ?? '')
        const merged = await mergeHeaders({ accept: 'application/json' }, headers)
        if (session) await setBearerToken(merged, session, signal)
        return formWithoutFile(baseUrl, filename, merged)
      },
      /** The record in the response to a prepared upload. */
      readUpload(response: TransferResponse): Promise<FileRecord> {
        return decode(response.body, { ...response, url: uploadUrl(baseUrl) }, fileRecord())
      },
    },
  }
}

async function logIn(wire: HttpOptions & ApiConventions, email: string, password: string): Promise<string> {
  const json = { email, password, remember: true }
  const parse = parserOf((schemas) => schemas.LoginResponse)
  return createHttpClient(wire).json({ method: 'POST', path: 'api/v1/users/login/', json }, parse)
}

// Error bodies are not documented: these are Django REST framework's, and the properties that other frameworks use.
const messageKeys = ['detail', 'message', 'msg', 'error']

/** The server's own message, if there is one. The error's cause has the whole body. */
function parseErrorBody(body: unknown): WireFailure | undefined {
  const message = firstText(body, messageKeys) ?? fieldErrors(body)
  return message === undefined
    ? undefined
    : { message: `Assured refused the request: ${toSentence(message)}` }
}

/** Django REST framework's validation errors: `{ name: ['This field is required.'] }`. */
function fieldErrors(body: unknown): string | undefined {
  const fields: [string, unknown][] =
    typeof body === 'object' && body !== null && !Array.isArray(body) ? Object.entries(body) : []
  const texts = fields.flatMap(([field, messages]) => {
    const isTexts = Array.isArray(messages) && messages.every((message) => typeof message === 'string')
    return isTexts ? [`${field}: ${messages.join(' ')}`] : []
  })
  return texts.length > 0 && texts.length === fields.length ? texts.join(' ') : undefined
}

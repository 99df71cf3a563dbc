import { createAbortError } from '../../errors.ts'
import { createApiCall, type ApiCall } from '../../http/api-call.ts'
import { toBlob, nameOf, type BytesSource } from '../../lib/bytes-source.ts'
import { decode, decodeText } from '../../http/decode.ts'
import { mergeHeaders } from '../../http/headers.ts'
import { createHttp, type HttpOptions, type ApiConventions } from '../../http/create-client.ts'
import { typeOfName } from '../../lib/mime-type.ts'
import { raceAbort } from '../../lib/abort.ts'
import type { CallOptions } from '../../model/call-options.ts'
import type { TransferResponse } from '../../model/upload-target.ts'
import { withBearerAuth } from './bearer-fetch.ts'
import { generatedName } from './generated-name.ts'
import { readFailure } from './parse-error.ts'
import { FileRecord, LoginResponse, PresignedUrlResponse } from './schemas.ts'
import { createSession } from './session.ts'

/** Where the JWT comes from. Without any, a server in between adds it. */
export type AssuredLogin =
  | {
      /** Gives a JWT; asked again before the last one ends, and once after a 401. */
      getJwt?: () => string | Promise<string>
      user?: undefined
      password?: undefined
    }
  | {
      /** E-mail address that the client logs in with when it first needs to. */
      user: string
      password: string
      getJwt?: undefined
    }

/** Options of `createAssuredClient`. */
export type AssuredClientOptions = Omit<HttpOptions, 'timeoutMs' | 'retries'> & {
  /**
   * Sent as `x-api-key` with every call. It is a secret, as the log-in is: in a browser let `baseUrl` be a route of your
   * own server, which adds both.
   */
  apiKey?: string
  /**
   * Milliseconds for one attempt, until its answer is read. @default 30_000, and 10 min for `files.upload`, whose time
   * depends on the file
   */
  timeoutMs?: number
  /** Further attempts after 429, 500, 502, 503 and 504. What got no answer is not asked again. @default 3 */
  retries?: number
} & AssuredLogin

/** What `files.upload` takes besides the file. */
export type AssuredUploadOptions = {
  /** The original name. @default the name of the `File`, or the last step of the stream's path */
  filename?: string
  /** @default what the name tells, else the `Blob`'s own, else `application/octet-stream` */
  mimeType?: string
}

/** All that one upload's request is made of but the file. */
export type AssuredUploadForm = {
  url: string
  /** With the API's credentials: they go to `url` and nowhere else. */
  headers: Record<string, string>
  /** They come before the file. */
  fields: Record<string, string>
  /** Name of the form's file field. */
  fileField: string
}

/** Assured's files, call by call. */
export type AssuredClient = ReturnType<typeof createAssuredClient>

const uploadPath = 'api/v1/files/handle/'
const uploadTimeoutMs = 10 * 60_000
const retriedStatuses: readonly number[] = [429, 500, 502, 503, 504]

/**
 * A client of Assured's file API, whose calls want a log-in's JWT beside the API key: it logs in once, shares that among
 * its calls and renews it before it ends or after a 401. Calls fail with an `UploadError`.
 *
 * @example
 * const assured = createAssuredClient({ baseUrl: 'https://demo-backend.withassured.com', apiKey, user, password })
 * const record = await assured.files.upload(file)
 */
export function createAssuredClient(options: AssuredClientOptions) {
  const { apiKey, getJwt, user, password, ...rest } = options
  const headers = () => mergeHeaders(apiKey ? { 'x-api-key': apiKey } : {}, options.headers)
  const wire: HttpOptions & ApiConventions = {
    ...rest,
    retries: options.retries ?? 3,
    headers,
    readFailure,
    isRetried: (status) => retriedStatuses.includes(status),
    retriesUnanswered: false,
  }

  async function login(email: string, password: string): Promise<string> {
    const json = { email, password, remember: true }
    return createHttp(wire).json({ method: 'POST', path: 'api/v1/users/login/', json }, LoginResponse)
  }

  const ask = user === undefined ? getJwt : () => login(user, password)
  const session = ask && createSession(ask)
  const fetch: typeof globalThis.fetch = (input, init) => (options.fetch ?? globalThis.fetch)(input, init)
  const http = createHttp(session ? { ...wire, fetch: withBearerAuth(fetch, session) } : wire)

  return {
    baseUrl: options.baseUrl,
    /** A time of the server's by this machine's clock, as far as the answers have told the difference. */
    toLocalTime: http.clock.toLocalTime,
    files: {
      /**
       * Uploads a file under a fresh UUID name that keeps the extension; resolves with its record. A stream is read to
       * its end before it is sent.
       *
       * @throws TypeError where no `filename` is given and the source carries none; nothing has been sent then
       */
      upload(
        file: BytesSource,
        upload: AssuredUploadOptions = {},
        call: CallOptions = {},
      ): ApiCall<FileRecord> {
        async function send() {
          const filename = upload.filename ?? nameOf(file)
          if (!filename)
            throw new TypeError('The file carries no name: give upload() a filename, with its extension.')
          const ownType = file instanceof Blob ? file.type : ''
          const guessed = typeOfName(filename) ?? (ownType || 'application/octet-stream')
          const form = new FormData()
          form.append('name', generatedName(filename))
          form.append('file', await toBlob(file, upload.mimeType ?? guessed), filename)
          const timeoutMs = call.timeoutMs ?? options.timeoutMs ?? uploadTimeoutMs
          return http.send({ method: 'POST', path: uploadPath, form }, { ...call, timeoutMs })
        }
        return createApiCall(send, (sent) => decode(sent, FileRecord))
      },
      /** Exchanges an `s3://` URI, such as a record's `fileUrl`, for a short-lived URL that a browser can open. */
      presignUrl(s3Url: string, call?: CallOptions): ApiCall<string> {
        const path = 'api/v1/files/presign-s3-url/presign_s3_url/'
        const json = { s3_url: s3Url, presigned_url: '' }
        return http.json({ method: 'POST', path, json }, PresignedUrlResponse, call)
      },
      /**
       * What `upload` would send, for who sends the bytes by other means; `readUpload` understands the answer. The
       * token of a form that was `refused` is not used again.
       */
      async prepareUpload(
        filename: string,
        { refused, signal }: { refused?: AssuredUploadForm; signal?: AbortSignal } = {},
      ): Promise<AssuredUploadForm> {
        if (refused) session?.drop(refused.headers['authorization']?.replace(/^Bearer /, '') ?? '')
        const merged = await mergeHeaders({ accept: 'application/json' }, headers)
        if (session && !merged.has('authorization')) {
          const jwt = await raceAbort(session.token(), signal).catch((error: unknown) => {
            throw signal?.aborted ? createAbortError(signal.reason) : error
          })
          merged.set('authorization', `Bearer ${jwt}`)
        }
        return {
          url: uploadUrl(options.baseUrl),
          headers: Object.fromEntries(merged),
          fields: { name: generatedName(filename) },
          fileField: 'file',
        }
      },
      /** The record in the answer to a prepared upload. */
      readUpload(answer: TransferResponse): FileRecord {
        return decodeText(answer.body, { ...answer, url: uploadUrl(options.baseUrl) }, FileRecord)
      },
    },
  }
}

function uploadUrl(baseUrl: string): string {
  return `${baseUrl.replace(/\/+$/, '')}/${uploadPath}`
}

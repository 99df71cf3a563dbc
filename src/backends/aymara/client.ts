import type { UploadErrorCode } from '../../errors.ts'
import { createHttpClient, type HttpOptions } from '../../http/create-client.ts'
import type { WireFailure } from '../../http/failures.ts'
import { mergeHeaders } from '../../http/headers.ts'
import { retryAfterMs } from '../../http/response-headers.ts'
import { textAt } from '../vendor-client.ts'
import { createFileCalls } from './files.ts'

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

  return {
    baseUrl,
    /** Converts a time by the server's clock to this machine's, as measured by the responses' `Date`. */
    toLocalTime: http.clock.toLocalTime,
    files: createFileCalls(http, options.timeoutMs ?? uploadTimeoutMs),
  }
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

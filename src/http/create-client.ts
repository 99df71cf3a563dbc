import type { z } from 'zod/mini'
import { UploadError } from '../errors.ts'
import type { CallOptions } from '../model/call-options.ts'
import { createApiCall, type ApiCall } from './api-call.ts'
import { isRetriedStatus, jitteredDelay, retryAfterMs } from './backoff.ts'
import { decode } from './decode.ts'
import { failureOf, type ParseErrorBody } from './errors.ts'
import { mergeHeaders, type HeadersSource } from './headers.ts'
import { readText, send, type PendingResponse } from './pending-response.ts'
import { createClockSkew, sleep } from '../lib/time.ts'

/** What every client of this library takes. */
export type HttpOptions = {
  /** Where the API is: absolute, or a path of the page's own server. */
  baseUrl: string
  /** Sent with every call; a function is asked before each attempt, so that tokens refresh. */
  headers?: HeadersSource
  /** @default globalThis.fetch */
  fetch?: typeof globalThis.fetch
  /** Milliseconds for one attempt, until its answer is read. @default 30_000 */
  timeoutMs?: number
  /**
   * Further attempts after a network failure, a timeout, 408, 425, 429 or 5xx; full jitter between them, or
   * what `Retry-After` asks for. @default 2
   */
  retries?: number
}

/** One call of a wire. */
export type HttpRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `baseUrl`. */
  path: string
  query?: Record<string, string | number | undefined>
  json?: Record<string, unknown>
  /** Instead of `json`; what a caller adds to the body becomes fields of it. */
  form?: FormData
}

/** What differs from wire to wire. */
export type ApiConventions = {
  /** Finds a wire's own words in the JSON body of a failure. */
  readFailure?: ParseErrorBody
  /** Which statuses are worth another attempt. @default 408, 425, 429, 500, 502, 503, 504 */
  isRetried?: (status: number, headers: Headers) => boolean
  /** Milliseconds that an answer asks to be left alone. @default by `Retry-After` */
  retryAfter?: (headers: Headers, status: number) => number | undefined
  /** Whether a call that got no answer is made again. @default true */
  retriesUnanswered?: boolean
}

// A server that asks for more than this is not waited for: the caller learns how long it wants instead.
const longestRetryAfterMs = 60_000

/** The one place that calls `fetch` for JSON: authentication, timeouts, retries, decoding and errors, the same for every wire. */
export function createHttp(options: HttpOptions & ApiConventions) {
  const { retries = 2, readFailure, isRetried = isRetriedStatus, retryAfter = retryAfterMs } = options
  const { retriesUnanswered = true } = options
  const clock = createClockSkew()

  async function attempt(request: HttpRequest, call: CallOptions): Promise<PendingResponse> {
    const body = bodyOf(request, call)
    const headers = await mergeHeaders(
      { accept: 'application/json', ...(typeof body === 'string' && { 'content-type': 'application/json' }) },
      options.headers,
      call.headers,
    )
    const init: RequestInit = { method: request.method, headers }
    if (body !== undefined) init.body = body
    if (call.keepalive) init.keepalive = true
    const fetch = options.fetch ?? globalThis.fetch
    const timeoutMs = call.timeoutMs ?? options.timeoutMs ?? 30_000
    const askedAt = Date.now()
    const sent = await send(fetch, urlOf(options.baseUrl, request, call), init, {
      signal: call.signal,
      timeoutMs,
    })
    clock.note(sent.response.headers, askedAt)
    return sent
  }

  async function sendWithRetry(request: HttpRequest, call: CallOptions): Promise<PendingResponse> {
    for (let failed = 1; ; failed++) {
      const last = failed > retries
      let waitMs = jitteredDelay(failed)
      try {
        const sent = await attempt(request, call)
        if (sent.response.ok) return sent
        const { status, headers } = sent.response
        const asked = retryAfter(headers, status)
        const hopeless = asked !== undefined && asked > longestRetryAfterMs
        if (last || hopeless || !isRetried(status, headers)) throw await failureOf(sent, readFailure, asked)
        await readText(sent).catch(() => '')
        waitMs = asked ?? waitMs
      } catch (error) {
        if (last || !retriesUnanswered || !isNetworkFailure(error)) throw error
      }
      await sleep(waitMs, call.signal)
    }
  }

  return {
    /** How far the server's clock is from this machine's. */
    clock,
    /** The 2xx answer itself, for calls that do more than ask once. */
    send: sendWithRetry,
    /** A call whose 2xx answer must look like `schema`. */
    json<S extends z.core.$ZodType>(
      request: HttpRequest,
      schema: S,
      call: CallOptions = {},
    ): ApiCall<z.output<S>> {
      return createApiCall(
        () => sendWithRetry(request, call),
        (sent) => decode(sent, schema),
      )
    },
    /** A call whose 2xx answer says nothing more. */
    empty(request: HttpRequest, call: CallOptions = {}): ApiCall<void> {
      return createApiCall(
        () => sendWithRetry(request, call),
        async (sent) => {
          await readText(sent)
        },
      )
    },
  }
}

function bodyOf({ json, form }: HttpRequest, { body }: CallOptions): string | FormData | undefined {
  if (!form) return json || body ? JSON.stringify({ ...json, ...body }) : undefined
  const filled = new FormData()
  for (const [name, value] of form) filled.append(name, value)
  for (const [name, value] of Object.entries(body ?? {})) filled.append(name, String(value))
  return filled
}

function isNetworkFailure(error: unknown): boolean {
  return (
    error instanceof UploadError && error.status === undefined && ['network', 'timeout'].includes(error.code)
  )
}

function urlOf(baseUrl: string, request: HttpRequest, call: CallOptions): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...request.query, ...call.query })) {
    if (value !== undefined) query.set(name, String(value))
  }
  const path = `${baseUrl.replace(/\/+$/, '')}/${request.path}`
  return query.size > 0 ? `${path}?${query}` : path
}

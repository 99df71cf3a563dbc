import { createClockSkew, sleep, type ClockSkew, jitteredDelay } from '../lib/time.ts'
import type { CallOptions } from '../model/call-options.ts'
import { createApiCall, type ApiCall } from './api-call.ts'
import { decode, type Parse } from './decode.ts'
import type { FailureConventions } from './failures.ts'
import { mergeHeaders, type HeadersSource } from './headers.ts'
import { loadFailures, readText, send, type PendingResponse } from './response.ts'

/** Options of every client. */
export type HttpOptions = {
  /** Where the API is: an absolute URL, or a path of the page's own server. */
  baseUrl: string
  /** Sent with every call; a function is called before each attempt, so that tokens can be refreshed. */
  headers?: HeadersSource | undefined
  /** @default globalThis.fetch */
  fetch?: typeof globalThis.fetch | undefined
  /** Timeout of one attempt in milliseconds, until the response has been read. @default 30_000 */
  timeoutMs?: number | undefined
  /**
   * Retries after a network error, a timeout, 408, 425, 429 or 5xx (not 501 and 505): with exponential backoff, or after
   * what `Retry-After` asks for. @default 2
   */
  retries?: number | undefined
}

/** One call of an API. */
export type HttpRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `baseUrl`. */
  path: string
  query?: Record<string, string | number | undefined> | undefined
  json?: Record<string, unknown> | undefined
  /** In place of `json`; `CallOptions.body` is added as fields. */
  form?: FormData | undefined
}

/** How one API differs from another. */
export type ApiConventions = FailureConventions & {
  /** Whether a call without a response is retried. @default true */
  retriesNetworkErrors?: boolean | undefined
}

/** The HTTP client that all clients are built on. */
export type HttpClient = {
  /** How far the server's clock is from this machine's. */
  clock: ClockSkew
  /** Sends a request with retries; resolves with a 2xx response. */
  send(request: HttpRequest, call: CallOptions): Promise<PendingResponse>
  /** A call whose response is JSON. */
  json<T>(request: HttpRequest, parse: Parse<T>, call?: CallOptions): ApiCall<T>
  /** A call whose response has no content. */
  empty(request: HttpRequest, call?: CallOptions): ApiCall<void>
}

/** Creates a JSON client: authentication, timeouts, retries, parsing and errors are the same for every API. */
export function createHttpClient(
  options: HttpOptions & ApiConventions,
  clock: ClockSkew = createClockSkew(),
): HttpClient {
  const { retriesNetworkErrors = true } = options

  async function sendWithRetry(request: HttpRequest, call: CallOptions): Promise<PendingResponse> {
    const retries = call.retries ?? options.retries ?? 2
    for (let failed = 1; ; failed++) {
      const isLast = failed > retries
      let delayMs = jitteredDelay(failed)
      try {
        const pending = await sendOnce(request, call, options, clock)
        if (pending.response.ok) return pending
        const { delayAfter } = await loadFailures()
        delayMs = (await delayAfter(pending, isLast, options)) ?? delayMs
      } catch (error) {
        if (isLast || !retriesNetworkErrors) throw error
        const { isNetworkError } = await loadFailures()
        if (!isNetworkError(error)) throw error
      }
      await sleep(delayMs, call.signal)
    }
  }

  return {
    clock,
    send: sendWithRetry,
    json: (request, parse, call = {}) =>
      createApiCall(
        () => sendWithRetry(request, call),
        async (pending) => decode(await readText(pending), pending.response, parse),
      ),
    empty: (request, call = {}) =>
      createApiCall(
        () => sendWithRetry(request, call),
        async (pending) => {
          await readText(pending)
        },
      ),
  }
}

/** One attempt. Resolves with any response, and compares the server's clock with this machine's. */
async function sendOnce(
  request: HttpRequest,
  call: CallOptions,
  options: HttpOptions,
  clock: ClockSkew,
): Promise<PendingResponse> {
  const body = bodyOf(request, call)
  const headers = await mergeHeaders(
    { accept: 'application/json', ...(typeof body === 'string' && { 'content-type': 'application/json' }) },
    options.headers,
    call.headers,
  )
  const init: RequestInit = { method: request.method, headers }
  if (body !== undefined) init.body = body
  if (call.keepalive) init.keepalive = true
  // A redirect to another origin takes every header but `authorization` along. Pages hold no secrets.
  if (options.headers && typeof location === 'undefined') init.redirect = 'error'
  const fetch = options.fetch ?? globalThis.fetch
  const timeoutMs = call.timeoutMs ?? options.timeoutMs ?? 30_000
  const sentAt = Date.now()
  const pending = await send(fetch, urlOf(options.baseUrl, request, call), init, {
    signal: call.signal,
    timeoutMs,
  })
  clock.note(pending.response.headers, sentAt)
  return pending
}

function bodyOf({ json, form }: HttpRequest, { body }: CallOptions): string | FormData | undefined {
  if (!form) return json || body ? JSON.stringify({ ...json, ...body }) : undefined
  const filled = new FormData()
  for (const [name, value] of form) filled.append(name, value)
  for (const [name, value] of Object.entries(body ?? {})) filled.append(name, String(value))
  return filled
}

function urlOf(baseUrl: string, request: HttpRequest, call: CallOptions): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...request.query, ...call.query })) {
    if (value !== undefined) query.set(name, String(value))
  }
  // Not `query.size`, which Safari has from 17 on.
  const search = query.toString()
  return `${baseUrl.replace(/\/+$/, '')}/${request.path}${search && `?${search}`}`
}

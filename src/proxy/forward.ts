import { UploadError } from '../errors.ts'
import type { Report } from '../server/responses.ts'
import {
  createIdleTimeout,
  createTooLargeError,
  limitRequestBody,
  watchResponseBody,
  type IdleTimeout,
} from './bodies.ts'
import { filterRequestHeaders, filterResponseHeaders, isDecodable } from './headers.ts'
import { toSecretHeaders, type ProxySettings } from './options.ts'

/**
 * Sends the request to `url` with the secret headers, and streams the upstream's response.
 *
 * @param report called with the error of a response that has begun
 */
export async function forwardToUpstream(
  request: Request,
  url: string,
  settings: ProxySettings,
  report: Report,
): Promise<Response> {
  const { fetch = globalThis.fetch, timeoutMs, maxBodyBytes } = settings
  if (Number(request.headers.get('content-length')) > maxBodyBytes) throw createTooLargeError(maxBodyBytes)
  const secrets = await readSecretHeaders(request, settings)
  if (request.bodyUsed)
    throw new TypeError('createProxyHandler: authorize and headers must not read the body')
  const headers = filterRequestHeaders(request, settings.forwardHeaders)
  secrets.forEach((value, name) => {
    headers.set(name, value)
  })

  const connection = openConnection(request.signal, url, timeoutMs)
  try {
    connection.responseTimeout.start()
    const response = await fetch(url, upstreamInit(request, headers, maxBodyBytes, connection))
    connection.responseTimeout.stop()
    await assertForwardable(response, url)
    return new Response(responseBody(response, url, connection, report), {
      status: response.status,
      headers: filterResponseHeaders(response, secrets),
    })
  } catch (cause) {
    connection.close()
    if (connection.signal.aborted) throw connection.signal.reason
    if (cause instanceof UploadError) throw cause
    const message = 'The upstream could not be reached, or the connection broke. Try again later.'
    throw new UploadError('server-error', message, { url, status: 502, cause })
  }
}

type UpstreamConnection = {
  signal: AbortSignal
  abort: (error: UploadError) => void
  /** Limits the silence of the upstream before its response. */
  responseTimeout: IdleTimeout
  /** Limits the silence of the upstream within its response. */
  bodyTimeout: IdleTimeout
  /** Stops the timeouts and the subscription to the client's signal. */
  close: () => void
}

/** A connection that is aborted when the client disconnects, or the upstream is silent for `timeoutMs`. */
function openConnection(client: AbortSignal, url: string, timeoutMs: number): UpstreamConnection {
  const upstream = new AbortController()
  const abort = (error: UploadError) => upstream.abort(error)
  const onDisconnect = () =>
    abort(new UploadError('aborted', 'The client disconnected before it received the response.'))
  const onTimeout = () => {
    const message = `The upstream sent no data for ${timeoutMs / 1000} s. Try again later.`
    abort(new UploadError('timeout', message, { url, status: 504 }))
  }
  if (client.aborted) onDisconnect()
  client.addEventListener('abort', onDisconnect)
  const responseTimeout = createIdleTimeout(timeoutMs, onTimeout)
  const bodyTimeout = createIdleTimeout(timeoutMs, onTimeout)
  return {
    signal: upstream.signal,
    abort,
    responseTimeout,
    bodyTimeout,
    close() {
      responseTimeout.stop()
      bodyTimeout.stop()
      client.removeEventListener('abort', onDisconnect)
    },
  }
}

function upstreamInit(
  { method, body }: Request,
  headers: Headers,
  maxBodyBytes: number,
  { signal, abort, responseTimeout }: UpstreamConnection,
): RequestInit {
  const init: RequestInit & { duplex: 'half' } = {
    method,
    headers,
    signal,
    redirect: 'manual',
    cache: 'no-store',
    duplex: 'half',
  }
  if (body) init.body = limitRequestBody(body, maxBodyBytes, responseTimeout, abort)
  return init
}

/** The upstream's content; the connection is closed after it. */
function responseBody(
  { body }: Response,
  url: string,
  { bodyTimeout, signal, close }: UpstreamConnection,
  report: Report,
) {
  if (!body) {
    close()
    return null
  }
  const toError = (cause: unknown) => {
    if (signal.aborted) return report(signal.reason)
    const message = 'The connection to the upstream broke within its response. Try again.'
    return report(new UploadError('server-error', message, { url, status: 502, cause }))
  }
  return watchResponseBody(body, bodyTimeout, close, toError)
}

async function readSecretHeaders(request: Request, { headers }: ProxySettings): Promise<Headers> {
  return toSecretHeaders(typeof headers === 'function' ? await headers(request) : headers)
}

/** Rejects redirects and content that `fetch` may not have decoded. */
async function assertForwardable(response: Response, url: string): Promise<void> {
  const { status } = response
  const isRedirect = response.type === 'opaqueredirect' || (status >= 300 && status < 400 && status !== 304)
  if (!isRedirect && isDecodable(response)) return
  await response.body?.cancel()
  const message = isRedirect
    ? `The upstream responded with a redirect (${status}), which is not followed. Check the path and its trailing slash.`
    : 'The upstream responded with a content encoding that was not requested.'
  throw new UploadError('server-error', message, { url, status: 502 })
}

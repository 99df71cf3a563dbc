import { UploadError } from '../errors.ts'
import { createTooLargeError, limitRequestBody, watchResponseBody } from './bodies.ts'
import { filterRequestHeaders, filterResponseHeaders, isDecodable } from './headers.ts'
import { createIdleTimeout } from './idle-timeout.ts'
import { toSecretHeaders, type ProxySettings } from './options.ts'

/** Sends the request to `url` with the secret headers, and streams the upstream's response. */
export async function forwardToUpstream(
  request: Request,
  url: string,
  settings: ProxySettings,
): Promise<Response> {
  const { fetch = globalThis.fetch, timeoutMs, maxBodyBytes } = settings
  if (Number(request.headers.get('content-length')) > maxBodyBytes) throw createTooLargeError(maxBodyBytes)
  const secrets = await readSecretHeaders(request, settings)
  const headers = filterRequestHeaders(request, settings.forwardHeaders)
  secrets.forEach((value, name) => {
    headers.set(name, value)
  })
  if (request.bodyUsed)
    throw new TypeError('createProxyHandler: authorize and headers must not read the body')

  const upstream = new AbortController()
  const onDisconnect = () => {
    upstream.abort(new UploadError('aborted', 'The client disconnected before it received the response.'))
  }
  if (request.signal.aborted) onDisconnect()
  request.signal.addEventListener('abort', onDisconnect)
  const onTimeout = () => {
    const message = `The upstream sent no data for ${timeoutMs / 1000} s. Try again later.`
    upstream.abort(new UploadError('timeout', message, { url, status: 504 }))
  }
  const responseTimeout = createIdleTimeout(timeoutMs, onTimeout)
  const bodyTimeout = createIdleTimeout(timeoutMs, onTimeout)
  const cleanUp = () => {
    responseTimeout.stop()
    bodyTimeout.stop()
    request.signal.removeEventListener('abort', onDisconnect)
  }

  try {
    responseTimeout.start()
    const { method, body } = request
    const init: RequestInit & { duplex: 'half' } = {
      method,
      headers,
      signal: upstream.signal,
      redirect: 'manual',
      cache: 'no-store',
      duplex: 'half',
    }
    const abort = (error: UploadError) => upstream.abort(error)
    if (body) init.body = limitRequestBody(body, maxBodyBytes, responseTimeout, abort)
    const response = await fetch(url, init)
    responseTimeout.stop()
    await assertForwardable(response, url)
    if (!response.body) cleanUp()
    const content = response.body && watchResponseBody(response.body, bodyTimeout, upstream.signal, cleanUp)
    return new Response(content, {
      status: response.status,
      headers: filterResponseHeaders(response, secrets),
    })
  } catch (cause) {
    cleanUp()
    if (upstream.signal.aborted) throw upstream.signal.reason
    if (cause instanceof UploadError) throw cause
    const message = 'The upstream could not be reached, or the connection broke. Try again later.'
    throw new UploadError('server-error', message, { url, status: 502, cause })
  }
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

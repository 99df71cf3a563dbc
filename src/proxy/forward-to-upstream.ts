import { UploadError } from '../errors.ts'
import { bodyTooLarge, incomingBody, outgoingBody } from './proxy-bodies.ts'
import { filterResponseHeaders, forwardedHeaders, isDecodable } from './proxy-headers.ts'
import { secretHeaders, type ProxySettings } from './proxy-settings.ts'
import { createIdleTimeout } from '../server/idle-timeout.ts'

/** Sends the request on to `url` with the secret headers, and gives the upstream's answer as it streams in. */
export async function forwardToUpstream(
  request: Request,
  url: string,
  settings: ProxySettings,
): Promise<Response> {
  const { fetch = globalThis.fetch, timeoutMs, maxBodyBytes } = settings
  if (Number(request.headers.get('content-length')) > maxBodyBytes) throw bodyTooLarge(maxBodyBytes)
  const headers = await upstreamHeaders(request, settings)
  if (request.bodyUsed)
    throw new TypeError('createProxyHandler: authorize and headers must not read the body')

  const call = new AbortController()
  const leave = () => {
    call.abort(new UploadError('aborted', 'The client left before it had the answer.'))
  }
  if (request.signal.aborted) leave()
  request.signal.addEventListener('abort', leave)
  const fallSilent = () => {
    const message = `The upstream said nothing for ${timeoutMs / 1000} s. Try again later.`
    call.abort(new UploadError('timeout', message, { url, status: 504 }))
  }
  const beforeAnswer = createIdleTimeout(timeoutMs, fallSilent)
  const inAnswer = createIdleTimeout(timeoutMs, fallSilent)
  const done = () => {
    beforeAnswer.stop()
    inAnswer.stop()
    request.signal.removeEventListener('abort', leave)
  }

  try {
    beforeAnswer.expect()
    const { method, body } = request
    const init: RequestInit & { duplex: 'half' } = {
      method,
      headers,
      signal: call.signal,
      redirect: 'manual',
      cache: 'no-store',
      duplex: 'half',
    }
    if (body) init.body = outgoingBody(body, maxBodyBytes, beforeAnswer, (error) => call.abort(error))
    const response = await fetch(url, init)
    beforeAnswer.stop()
    await assertUsable(response, url)
    if (!response.body) done()
    const answer = response.body && incomingBody(response.body, inAnswer, call.signal, done)
    return new Response(answer, { status: response.status, headers: filterResponseHeaders(response) })
  } catch (cause) {
    done()
    if (call.signal.aborted) throw call.signal.reason
    if (cause instanceof UploadError) throw cause
    const message = 'The upstream could not be reached, or broke off. Try again later.'
    throw new UploadError('server-error', message, { url, status: 502, cause })
  }
}

async function upstreamHeaders(request: Request, settings: ProxySettings): Promise<Headers> {
  const given = typeof settings.headers === 'function' ? await settings.headers(request) : settings.headers
  const headers = forwardedHeaders(request, settings.forwardHeaders)
  secretHeaders(given).forEach((value, name) => {
    headers.set(name, value)
  })
  return headers
}

/** Answers that cannot be handed on as they are. */
async function assertUsable(response: Response, url: string): Promise<void> {
  const { status } = response
  const isRedirect = response.type === 'opaqueredirect' || (status >= 300 && status < 400 && status !== 304)
  if (!isRedirect && isDecodable(response)) return
  await response.body?.cancel()
  const message = isRedirect
    ? `The upstream answered with a redirect (${status}), which is not followed. Check the path, and its trailing slash.`
    : 'The upstream answered in an encoding that was not asked for.'
  throw new UploadError('server-error', message, { url, status: 502 })
}

import { withoutQuery } from '../errors.ts'
import type { ProxyHandlerOptions } from './proxy-handler-options.ts'
import { createProxyRoutes } from './proxy-routes.ts'

type Defaulted = 'timeoutMs' | 'maxBodyBytes' | 'forwardHeaders' | 'onError'

/** The options with their defaults, and what is made of them once. */
export type ProxySettings = Omit<ProxyHandlerOptions, 'routes' | 'basePath'> &
  Required<Pick<ProxyHandlerOptions, Defaulted>> & {
    /** Ends in no slash. */
    upstream: string
    match: ReturnType<typeof createProxyRoutes>
  }

function logError(error: unknown): void {
  // eslint-disable-next-line no-console -- where nobody listens, the operator's log is the place
  console.error(error)
}

/** Fills in the defaults and refuses options that cannot work. */
export function proxySettingsOf({ basePath = '/', routes, ...options }: ProxyHandlerOptions): ProxySettings {
  const { headers, timeoutMs = 60_000, maxBodyBytes = 5 * 1024 ** 3 } = options
  if (typeof headers !== 'function') secretHeaders(headers)
  if (!(timeoutMs > 0)) throw new RangeError('createProxyHandler: timeoutMs must be more than 0')
  if (!(maxBodyBytes >= 0)) throw new RangeError('createProxyHandler: maxBodyBytes must be 0 or more')
  return {
    ...options,
    upstream: upstreamOf(options.upstream),
    forwardHeaders: options.forwardHeaders ?? [],
    timeoutMs,
    maxBodyBytes,
    onError: options.onError ?? logError,
    match: createProxyRoutes(basePath, routes),
  }
}

/** The headers. What is wrong with them is not told in full: a value may be a secret, and the runtime would quote it. */
export function secretHeaders(given: HeadersInit): Headers {
  try {
    return new Headers(given)
  } catch {
    throw new TypeError(
      'createProxyHandler: headers has a name or a value that HTTP cannot carry. Look for line breaks.',
    )
  }
}

function upstreamOf(upstream: string): string {
  const url = URL.canParse(upstream) ? new URL(upstream) : undefined
  const isPlain =
    url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash
  if (isPlain) return url.href.replace(/\/+$/, '')
  throw new TypeError(
    `createProxyHandler: upstream '${withoutQuery(upstream)}' must be an http(s) URL without credentials, query and fragment`,
  )
}

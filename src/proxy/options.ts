import { createRouteMatcher } from './routes.ts'

/** An allowed request. */
export type ProxyRoute = {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /**
   * The path after the mount point, matched segment by segment: `/v2/files/:id`. `:name` and `*` match any one
   * segment, `**` at the end matches one or more. A trailing slash is significant.
   */
  path: string
}

/** Headers as an object, as pairs, or as a `Headers` instance. */
export type ProxyHeaders = Headers | Record<string, string> | [string, string][]

/** Any value that refuses a request. */
type Falsy = null | undefined | false | 0 | ''

/** Options of `createProxyHandler`. */
export type ProxyHandlerOptions = {
  /** Base URL of the API: `https://api.example.com`, with or without a path. */
  upstream: string
  /**
   * Path that the handler is mounted at: `/api/vendor`. The rest of the path is sent to the upstream. @default '/'
   */
  basePath?: string | undefined
  /**
   * The secret headers, or a function that returns them for each request. They replace the browser's headers of the
   * same name. The function must not read the request's body.
   */
  headers: ProxyHeaders | ((request: Request) => ProxyHeaders | Promise<ProxyHeaders>)
  /** The allowed requests; any other responds with 404 or 405 and never reaches the upstream. */
  routes: readonly ProxyRoute[]
  /**
   * Identifies the user from the request's headers; it must not read the body. Any falsy value responds with 401.
   * It may throw an `UploadError`, whose code and message reach the client (`forbidden` responds with 403). If
   * users are authenticated by a cookie, reject cross-site requests here (`sec-fetch-site`, `origin`).
   *
   * @see https://developer.mozilla.org/docs/Web/Security/Attacks/CSRF
   */
  authorize: (request: Request) => Promise<object | true | Falsy> | object | true | Falsy
  /**
   * Headers of the browser that are forwarded besides those that describe content, conditions, ranges, language and
   * tracing: a vendor's own, or `authorization` if the page holds a token of the vendor. Never forwarded are names with
   * `_`, cookies and headers that override method or path. @default none
   */
  forwardHeaders?: readonly string[] | undefined
  /** @default globalThis.fetch */
  fetch?: typeof globalThis.fetch | undefined
  /**
   * Milliseconds without data from the upstream, before or within its response, until the request fails. @default
   * 60_000
   */
  timeoutMs?: number | undefined
  /** Maximum size of a request body in bytes; more responds with 413. @default 5 GiB */
  maxBodyBytes?: number | undefined
  /**
   * Called with each failure of the proxy or the upstream connection: an `UploadError` with the response's request
   * id and the `cause`, which the client does not see. @default console.error
   */
  onError?: ((error: unknown, request: Request) => void) | undefined
}

type Defaults = {
  forwardHeaders: readonly string[]
  timeoutMs: number
  maxBodyBytes: number
  onError: (error: unknown, request: Request) => void
}

/** The options with their defaults applied, and the route matcher. */
export type ProxySettings = Omit<ProxyHandlerOptions, 'routes' | 'basePath' | keyof Defaults> &
  Defaults & {
    /** Without a trailing slash. */
    upstream: string
    match: ReturnType<typeof createRouteMatcher>
  }

function logError(error: unknown): void {
  // eslint-disable-next-line no-console -- the default of `onError`
  console.error(error)
}

/** Applies the defaults and rejects invalid options. */
export function resolveSettings({ basePath = '/', routes, ...options }: ProxyHandlerOptions): ProxySettings {
  const { headers, timeoutMs = 60_000, maxBodyBytes = 5 * 1024 ** 3 } = options
  if (typeof headers !== 'function') toSecretHeaders(headers)
  if (!(timeoutMs > 0)) throw new RangeError('createProxyHandler: timeoutMs must be more than 0')
  if (!(maxBodyBytes >= 0)) throw new RangeError('createProxyHandler: maxBodyBytes must be 0 or more')
  return {
    ...options,
    upstream: parseUpstream(options.upstream),
    forwardHeaders: options.forwardHeaders ?? [],
    timeoutMs,
    maxBodyBytes,
    onError: options.onError ?? logError,
    match: createRouteMatcher(basePath, routes),
  }
}

/** Converts the secret headers. The error does not quote them, as the runtime's would: a value may be a secret. */
export function toSecretHeaders(headers: ProxyHeaders): Headers {
  try {
    return new Headers(headers)
  } catch {
    throw new TypeError(
      'createProxyHandler: headers contains an invalid name or value. Look for line breaks.',
    )
  }
}

function parseUpstream(upstream: string): string {
  const url = URL.canParse(upstream) ? new URL(upstream) : undefined
  const isBaseUrl =
    url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash
  if (isBaseUrl) return url.href.replace(/\/+$/, '')
  // Not quoted: without a scheme, credentials cannot be distinguished from a path.
  throw new TypeError(
    'createProxyHandler: upstream must be an http(s) URL without credentials, query and fragment',
  )
}

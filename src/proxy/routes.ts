import type { ProxyRoute } from './options.ts'

/** The result of matching a request against the routes. */
type RouteMatch =
  | { type: 'route'; path: string }
  | { type: 'method-not-allowed'; allow: readonly string[] }
  | { type: 'not-found' }

type Pattern = { method: string; segments: readonly string[] }

const methods: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/**
 * Matches the path after `basePath` against an allow-list. The resulting path is built from the decoded segments that
 * matched, so that the upstream cannot interpret it as another path.
 *
 * @throws TypeError for an invalid route
 */
export function createRouteMatcher(
  basePath: string,
  routes: readonly ProxyRoute[],
): (method: string, pathname: string) => RouteMatch {
  const base = new URL(`/${basePath.replace(/^\/+|\/+$/g, '')}`, 'http://localhost').pathname.replace(
    /\/$/,
    '',
  )
  const patterns = routes.map(toPattern)
  return (method, pathname) => {
    const segments = pathname.startsWith(`${base}/`)
      ? parseSegments(pathname.slice(base.length + 1))
      : undefined
    if (segments === undefined) return { type: 'not-found' }
    const matching = patterns.filter((pattern) => matches(pattern.segments, segments))
    if (matching.length === 0) return { type: 'not-found' }
    if (matching.some((pattern) => pattern.method === method)) {
      return { type: 'route', path: segments.map(encodeURIComponent).join('/') }
    }
    return { type: 'method-not-allowed', allow: [...new Set(matching.map((pattern) => pattern.method))] }
  }
}

function toPattern({ method, path }: ProxyRoute): Pattern {
  const segments = path.replace(/^\//, '').split('/')
  const invalid = (why: string) => new TypeError(`createProxyHandler: the route '${method} ${path}' ${why}`)
  if (!methods.includes(method)) throw invalid(`must have one of the methods ${methods.join(', ')}`)
  if (segments.slice(0, -1).includes('**')) throw invalid("may have '**' at its end only")
  if (segments.slice(0, -1).includes('')) throw invalid('has an empty segment')
  if (/[?#%]/.test(path)) throw invalid('must not contain a query, a fragment or percent-encoding')
  return { method, segments }
}

/**
 * The decoded segments; `undefined` if one of them could be interpreted as a path traversal, also by an upstream that
 * decodes it twice.
 */
function parseSegments(path: string): readonly string[] | undefined {
  const decoded = path.split('/').map(decode)
  const last = decoded.length - 1
  const isClean = decoded.every((segment, index) => {
    if (segment === undefined) return false
    if (segment === '') return index === last
    return !/[/\\\p{Cc}]|%[\da-f]{2}/iu.test(segment) && !/^\.{1,2}(?:;|$)/.test(segment)
  })
  return isClean ? decoded.filter((segment) => segment !== undefined) : undefined
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  const isOpenEnded = pattern.at(-1) === '**'
  if (isOpenEnded ? segments.length < pattern.length : segments.length !== pattern.length) return false
  return pattern.every((expected, index) => {
    const segment = segments[index]
    if (expected === '*' || expected === '**' || expected.startsWith(':')) return segment !== ''
    return segment === expected
  })
}

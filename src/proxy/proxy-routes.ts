import type { ProxyRoute } from './proxy-handler-options.ts'

/** What the routes say of a request. */
export type RouteMatch =
  { found: 'route'; path: string } | { found: 'path'; allow: readonly string[] } | { found: 'nothing' }

type Pattern = { method: string; segments: readonly string[] }

const methods: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/**
 * Matches what follows `basePath` against an allow-list. The path it gives is built anew from the very segments that
 * matched, so that the upstream cannot read another one out of it.
 *
 * @throws TypeError for a route that could not match as it is meant
 */
export function createProxyRoutes(
  basePath: string,
  routes: readonly ProxyRoute[],
): (method: string, pathname: string) => RouteMatch {
  const base = new URL(`/${basePath.replace(/^\/+|\/+$/g, '')}`, 'http://localhost').pathname.replace(
    /\/$/,
    '',
  )
  const patterns = routes.map(patternOf)
  return (method, pathname) => {
    const segments = pathname.startsWith(`${base}/`) ? segmentsOf(pathname.slice(base.length + 1)) : undefined
    if (segments === undefined) return { found: 'nothing' }
    const matching = patterns.filter((pattern) => matches(pattern.segments, segments))
    if (matching.length === 0) return { found: 'nothing' }
    if (matching.some((pattern) => pattern.method === method)) {
      return { found: 'route', path: segments.map(encodeURIComponent).join('/') }
    }
    return { found: 'path', allow: [...new Set(matching.map((pattern) => pattern.method))] }
  }
}

function patternOf({ method, path }: ProxyRoute): Pattern {
  const segments = path.replace(/^\//, '').split('/')
  const refuse = (why: string) => new TypeError(`createProxyHandler: the route '${method} ${path}' ${why}`)
  if (!methods.includes(method)) throw refuse(`must have a method of ${methods.join(', ')}`)
  if (segments.slice(0, -1).includes('**')) throw refuse("can have '**' at its end only")
  if (segments.slice(0, -1).includes('')) throw refuse('has an empty segment')
  if (/[?#%]/.test(path)) throw refuse('is written without query, fragment and percent-encoding')
  return { method, segments }
}

/**
 * The decoded segments; `undefined` where one of them might be read as a step elsewhere, by us or by an upstream that
 * decodes once more.
 */
function segmentsOf(path: string): readonly string[] | undefined {
  const decoded = path.split('/').map(decode)
  const last = decoded.length - 1
  const isClean = decoded.every((segment, place) => {
    if (segment === undefined) return false
    if (segment === '') return place === last
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
  const isOpen = pattern.at(-1) === '**'
  if (isOpen ? segments.length < pattern.length : segments.length !== pattern.length) return false
  return pattern.every((wanted, place) => {
    const segment = segments[place]
    if (wanted === '*' || wanted === '**' || wanted.startsWith(':')) return segment !== ''
    return segment === wanted
  })
}

import type { CorsRule } from '../disk/stored-bucket.ts'

export type CorsRequest = {
  origin: string
  method: string
  /** Lower-case; a preflight names them, an actual request does not have to. */
  requestHeaders?: readonly string[]
}

/** The headers of the first rule that allows the request; `undefined` where none does. */
export function corsHeaders(
  rules: readonly CorsRule[],
  request: CorsRequest,
): Record<string, string> | undefined {
  const { origin, method, requestHeaders = [] } = request
  for (const rule of rules) {
    const allowed = rule.origins.find((pattern) => matches(pattern, origin))
    const isHeaderAllowed = (name: string) =>
      rule.headers.some((pattern) => matches(pattern.toLowerCase(), name))
    if (allowed === undefined || !rule.methods.includes(method) || !requestHeaders.every(isHeaderAllowed))
      continue
    return {
      'access-control-allow-origin': allowed === '*' ? '*' : origin,
      'access-control-allow-methods': rule.methods.join(', '),
      ...(requestHeaders.length > 0 && { 'access-control-allow-headers': requestHeaders.join(', ') }),
      ...(rule.exposed.length > 0 && { 'access-control-expose-headers': rule.exposed.join(', ') }),
      ...(rule.maxAgeSeconds !== undefined && { 'access-control-max-age': String(rule.maxAgeSeconds) }),
      ...(allowed !== '*' && { 'access-control-allow-credentials': 'true' }),
      vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
    }
  }
  return undefined
}

function matches(pattern: string, text: string): boolean {
  const [start = '', end] = pattern.split('*')
  if (end === undefined) return pattern === text
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end)
}

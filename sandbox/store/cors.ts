import { readXml, requireDigest } from './body/receive-body.ts'
import type { CorsRule } from './disk/records.ts'
import { findBucket } from './operations/buckets.ts'
import type { Operation, Store } from './store.ts'
import type { S3Request } from './wire/request.ts'
import type { S3Response } from './wire/response.ts'
import { S3Error } from './wire/s3-error.ts'
import type { XmlElement } from './xml/parse-xml.ts'

type CorsRequest = {
  origin: string
  method: string
  /** Lower-case names of a preflight's headers. */
  requestHeaders?: readonly string[]
}

/** The headers of the first rule that allows the request; `undefined` if none does. */
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

/** Responds to a CORS preflight. It is not signed, and the signature in its URL is not checked. */
export function preflight(incoming: S3Request, store: Store): S3Response {
  const origin = incoming.headers.get('origin')
  const method = incoming.headers.get('access-control-request-method')
  if (origin === undefined) throw new S3Error('BadRequest')
  if (method === undefined) throw new S3Error('BadRequest', {}, 'Invalid Access-Control-Request-Method: null')
  const rules = store.disk.get(incoming.bucket)?.info().cors ?? []
  const details = { Method: method, ResourceType: incoming.key === '' ? 'BUCKET' : 'OBJECT' }
  if (rules.length === 0) {
    throw new S3Error('AccessForbidden', details, 'CORSResponse: CORS is not enabled for this bucket.')
  }
  const named = (incoming.headers.get('access-control-request-headers') ?? '').split(',')
  const requestHeaders = named.map((name) => name.trim().toLowerCase()).filter((name) => name !== '')
  const headers = corsHeaders(rules, { origin, method, requestHeaders })
  if (headers) return { status: 200, headers }
  const message =
    "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec."
  throw new S3Error('AccessForbidden', details, message)
}

export const putCors: Operation = async (call, store) => {
  const bucket = findBucket(store, call.bucket)
  requireDigest(call)
  bucket.setCors(parseCors(await readXml(call, 'CORSConfiguration')))
  return { status: 200 }
}

export const getCors: Operation = (call, store) => {
  const { cors } = findBucket(store, call.bucket).info()
  if (cors.length === 0) throw new S3Error('NoSuchCORSConfiguration', { BucketName: call.bucket })
  const rules = cors.map((rule) => ({
    ID: rule.id,
    AllowedOrigin: rule.origins,
    AllowedMethod: rule.methods,
    AllowedHeader: rule.headers,
    ExposeHeader: rule.exposed,
    MaxAgeSeconds: rule.maxAgeSeconds,
  }))
  return { status: 200, body: { xml: { CORSConfiguration: { CORSRule: rules } } } }
}

export const deleteCors: Operation = (call, store) => {
  findBucket(store, call.bucket).setCors([])
  return { status: 204 }
}

const methods = new Set(['GET', 'PUT', 'POST', 'DELETE', 'HEAD'])
const maxRules = 100

function parseCors(document: XmlElement): readonly CorsRule[] {
  const rules = document.all('CORSRule').map(parseRule)
  if (rules.length === 0 || rules.length > maxRules) throw new S3Error('MalformedXML')
  return rules
}

function parseRule(rule: XmlElement): CorsRule {
  const texts = (name: string) => rule.all(name).map((element) => element.text.trim())
  const parsed = {
    id: rule.one('ID'),
    origins: texts('AllowedOrigin'),
    methods: texts('AllowedMethod'),
    headers: texts('AllowedHeader'),
    exposed: texts('ExposeHeader'),
    maxAgeSeconds: readSeconds(rule.one('MaxAgeSeconds')),
  }
  if (parsed.origins.length === 0 || parsed.methods.length === 0) throw new S3Error('MalformedXML')
  for (const method of parsed.methods) {
    if (!methods.has(method))
      throw refuse(`Found unsupported HTTP method in CORS config. Unsupported method is ${method}`)
  }
  for (const pattern of [...parsed.origins, ...parsed.headers]) {
    if (pattern.split('*').length > 2) throw refuse(`"${pattern}" can not have more than one wildcard.`)
  }
  for (const name of parsed.exposed) {
    if (name.includes('*'))
      throw refuse(
        `ExposeHeader "${name}" contains wildcard. We currently do not support wildcard for ExposeHeader.`,
      )
  }
  return parsed
}

function readSeconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,9}$/.test(text.trim())) throw new S3Error('MalformedXML')
  return Number(text)
}

function refuse(message: string): S3Error {
  return new S3Error('InvalidRequest', {}, message)
}

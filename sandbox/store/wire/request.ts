import type { IncomingMessage } from 'node:http'
import { S3Error } from './s3-error.ts'

/** A parsed request that is not authenticated yet. */
export type S3Request = Target & {
  method: string
  /** Headers by lower-case name; a presigned URL's `x-amz-*` query parameters count as headers. */
  headers: ReadonlyMap<string, string>
  /** The actual headers, for the signature. */
  sentHeaders: ReadonlyMap<string, string>
  /** The first query parameter of that name. */
  param(name: string): string | undefined
  /** The raw body; calling it responds to `Expect: 100-continue`. */
  body(): AsyncIterable<Buffer>
}

/**
 * S3 ignores a checksum that a presigner moved into the query
 * (https://github.com/aws/aws-sdk/issues/480, https://github.com/aws/aws-sdk-go-v2/issues/2610): only a signed header
 * binds the body. SDKs since 2025 put the CRC-32 of an empty body there, so checking it would refuse every upload.
 */
const ignoredInQuery = /^x-amz-(sdk-|checksum-(?!mode$|algorithm$|type$))/

export function readRequest(
  request: IncomingMessage,
  beforeBody: () => void,
  acceptsTruncatedBodies = false,
): S3Request {
  const target = parseTarget(request.url ?? '')
  const sentHeaders = new Map<string, string>()
  for (const [name, values] of Object.entries(request.headersDistinct))
    sentHeaders.set(name, (values ?? []).join(','))
  const hoisted = target.query
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => name.startsWith('x-amz-') && !ignoredInQuery.test(name))
  return {
    ...target,
    method: request.method ?? '',
    sentHeaders,
    headers: new Map([...hoisted, ...sentHeaders]),
    param: (name) => target.query.find(([other]) => other === name)?.[1],
    body: () => {
      beforeBody()
      // An error within the body still needs a response, so ending the iteration must not destroy the socket.
      const body: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false })
      return acceptsTruncatedBodies ? padTruncated(body, Number(sentHeaders.get('content-length'))) : body
    },
  }
}

/** The body in its announced length, with zeros for what is missing when the connection is closed. */
async function* padTruncated(body: AsyncIterable<Buffer>, length: number): AsyncGenerator<Buffer> {
  let missing = length
  try {
    for await (const chunk of body) {
      missing -= chunk.length
      yield chunk
    }
  } catch {
    // The connection was closed.
  }
  while (missing > 0) {
    const zeros = Buffer.alloc(Math.min(missing, 64 * 1024))
    missing -= zeros.length
    yield zeros
  }
}

type Target = {
  /** The decoded path with its slashes and dots: the key of `/bucket/../key` is `../key`. */
  path: string
  bucket: string
  key: string
  query: readonly (readonly [name: string, value: string])[]
}

/** Parses a path-style request target without `URL`, which resolves dot segments. */
export function parseTarget(url: string): Target {
  const [rawPath = '', ...rest] = url.split('?')
  if (!rawPath.startsWith('/')) throw new S3Error('InvalidURI', { URI: url })
  try {
    const path = decodeURIComponent(rawPath)
    const [, bucket = '', key = ''] = /^\/([^/]*)\/?([^]*)$/.exec(path) ?? []
    if (Buffer.byteLength(key) > 1024) throw new S3Error('KeyTooLongError', { MaxSizeAllowed: 1024 })
    return { path, bucket, key, query: parseQuery(rest.join('?')) }
  } catch (error) {
    if (error instanceof URIError) throw new S3Error('InvalidURI', { URI: url })
    throw error
  }
}

function parseQuery(raw: string): (readonly [string, string])[] {
  const pairs = raw.split('&').filter((pair) => pair !== '')
  return pairs.map((pair) => {
    const [name = '', ...value] = pair.replaceAll('+', ' ').split('=')
    return [decodeURIComponent(name), decodeURIComponent(value.join('='))]
  })
}

/** Form fields may contain characters that a header cannot: S3 encodes such values by RFC 2047. */
export function headerValue(value: string): string {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return value
  return `=?UTF-8?B?${Buffer.from(value).toString('base64')}?=`
}

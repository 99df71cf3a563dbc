import { S3Error } from './s3-error.ts'

export type Target = {
  /** The decoded path, slashes and dots as they came: `/bucket/../key` names the key `../key`. */
  path: string
  bucket: string
  key: string
  query: readonly (readonly [name: string, value: string])[]
}

/** Splits a path-style request target. Not with `URL`, which would resolve the dots of a key. */
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

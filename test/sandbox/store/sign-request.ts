import { createHash, createHmac } from 'node:crypto'
import { keys } from './open-store.ts'
import type { Sending } from './send.ts'

export type SignOptions = Sending & {
  /** Value of `x-amz-content-sha256`. @default the body's SHA-256 */
  payloadHash?: string
  at?: number
  accessKeyId?: string
  region?: string
  /** Headers that are sent but not signed. */
  unsigned?: Record<string, string>
}

/** SigV4 in the `Authorization` header. The SDK could not sign the invalid requests of these tests. */
export function signRequest(url: string, options: SignOptions = {}): Required<Sending> {
  const { method = 'GET', body = '', at = Date.now(), region = 'us-east-1' } = options
  const target = new URL(url)
  const timestamp = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')
  const day = timestamp.slice(0, 8)
  const scope = `${day}/${region}/s3/aws4_request`
  const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex')
  const payloadHash = options.payloadHash ?? sha256(body)
  const headers = {
    host: target.host,
    'x-amz-content-sha256': payloadHash,
    'x-amz-date': timestamp,
    ...options.headers,
  }
  const names = Object.keys(headers).sort()
  const values = new Map(Object.entries(headers))
  const canonical = [
    method,
    target.pathname,
    [...target.searchParams]
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      .sort()
      .join('&'),
    ...names.map((name) => `${name}:${String(values.get(name))}`),
    '',
    names.join(';'),
    payloadHash,
  ].join('\n')
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${keys.secretAccessKey}`)
  const signature = hmac(key, ['AWS4-HMAC-SHA256', timestamp, scope, sha256(canonical)].join('\n')).toString(
    'hex',
  )
  const credential = `${options.accessKeyId ?? keys.accessKeyId}/${scope}`
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`
  return { method, body, headers: { ...headers, ...options.unsigned, authorization } }
}

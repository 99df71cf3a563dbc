import type { IncomingMessage } from 'node:http'
import { parseTarget } from './parse-target.ts'
import type { Target } from './parse-target.ts'

/** A request as the store reads it, before anybody has vouched for it. */
export type Incoming = Target & {
  method: string
  /** Headers by lower-case name; a presigned URL's `x-amz-*` query parameters count as headers. */
  headers: ReadonlyMap<string, string>
  /** What came as a real header, for the signature. */
  sentHeaders: ReadonlyMap<string, string>
  /** The first query parameter of that name. */
  param(name: string): string | undefined
  /** The raw body; an `Expect: 100-continue` is answered when somebody starts to read it. */
  body(): AsyncIterable<Buffer>
}

/**
 * S3 ignores a checksum that a presigner moved into the query
 * (https://github.com/aws/aws-sdk/issues/480, https://github.com/aws/aws-sdk-go-v2/issues/2610): only a signed header
 * binds the body. SDKs since 2025 put the CRC-32 of an empty body there, so checking it would refuse every upload.
 */
const ignoredInQuery = /^x-amz-(sdk-|checksum-(?!mode$|algorithm$|type$))/

export function readIncoming(request: IncomingMessage, beforeBody: () => void): Incoming {
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
      // A refusal in mid-body must still be answered, so leaving the loop may not destroy the socket.
      return request.iterator({ destroyOnReturn: false })
    },
  }
}

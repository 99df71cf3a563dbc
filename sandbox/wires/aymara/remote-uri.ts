import { lookup } from 'node:dns'
import { createWriteStream } from 'node:fs'
import { type IncomingMessage, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { UploadError } from '../../../src/errors.ts'
import { withDeadline } from '../../worker/with-deadline.ts'
import type { WireSettings } from '../wire.ts'

/** The URL of a remote file, or the error message of an invalid one. */
export function checkRemoteUri(uri: string): URL | string {
  if (!URL.canParse(uri)) return 'remote_uri is not an address.'
  const url = new URL(uri)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return `remote_uri must be http or https, not ${url.protocol.slice(0, -1)}.`
  }
  if (url.username !== '' || url.password !== '') return 'remote_uri must not hold a user or a password.'
  return url
}

const maxRedirects = 5

type Limits = Pick<WireSettings, 'allowPrivateAddresses' | 'maxRemoteBytes' | 'remoteTimeoutMs'>

/** Downloads a remote file. Each redirect is checked like the first URL. */
export async function fetchRemote(
  uri: string,
  path: string,
  limits: Limits,
  signal: AbortSignal,
): Promise<{ size: number; contentType: string }> {
  const seconds = Math.ceil(limits.remoteTimeoutMs / 1000)
  const tooSlow = () => failed(`The remote file did not come within ${seconds} s.`)
  return withDeadline(limits.remoteTimeoutMs, tooSlow, signal, async (deadline) => {
    const response = await follow(uri, limits, deadline)
    const size = await receive(response, path, limits.maxRemoteBytes, deadline)
    return { size, contentType: response.headers['content-type'] ?? '' }
  })
}

async function follow(uri: string, limits: Limits, signal: AbortSignal): Promise<IncomingMessage> {
  let next = uri
  for (let hop = 0; hop <= maxRedirects; hop++) {
    const url = checkRemoteUri(next)
    if (typeof url === 'string') throw failed(url)
    const response = await open(url, limits, signal)
    const status = response.statusCode ?? 0
    if (status >= 200 && status < 300) return response
    response.destroy()
    const { location } = response.headers
    if (status < 300 || status >= 400 || location === undefined) {
      throw failed(`The remote server responded with ${status}.`)
    }
    next = URL.canParse(location, url) ? new URL(location, url).href : location
  }
  throw failed('The remote URI redirects too often.')
}

async function open(url: URL, limits: Limits, signal: AbortSignal): Promise<IncomingMessage> {
  if (!limits.allowPrivateAddresses) checkLiteral(url)
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const options = {
      signal,
      agent: false,
      headers: { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'react-presigned-sandbox' },
      ...(limits.allowPrivateAddresses ? {} : { lookup: guardedLookup }),
    }
    request(url, options, resolve)
      .once('error', (cause) =>
        reject(cause instanceof UploadError ? cause : failed('The remote server cannot be reached.', cause)),
      )
      .end()
  })
}

async function receive(
  response: IncomingMessage,
  path: string,
  max: number,
  signal: AbortSignal,
): Promise<number> {
  let size = 0
  async function* counted(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      size += chunk.length
      if (size > max) throw failed(`The remote file is larger than ${max} bytes.`)
      yield chunk
    }
  }
  try {
    await pipeline(response, counted, createWriteStream(path), { signal })
  } catch (cause) {
    throw cause instanceof UploadError ? cause : failed('The remote file broke off.', cause)
  }
  return size
}

function failed(message: string, cause?: unknown): UploadError {
  return new UploadError('processing-failed', message, { cause })
}

/**
 * Resolves names to public addresses only. The check is part of the connection's DNS lookup, which prevents DNS
 * rebinding.
 */
const guardedLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    // A failed lookup has no addresses.
    if (error !== null) return callback(error, '', 0)
    const [first] = addresses
    const arePublic = addresses.every(({ address }) => isPublicAddress(address))
    if (first === undefined || !arePublic) callback(privateAddress(), '', 0)
    else if (options.all) callback(null, addresses)
    else callback(null, first.address, first.family)
  })
}

/** Rejects a private IP literal, for which no lookup takes place. */
function checkLiteral({ hostname }: URL): void {
  const address = hostname.replace(/^\[|\]$/g, '')
  if (isIP(address) !== 0 && !isPublicAddress(address)) throw privateAddress()
}

function privateAddress(): UploadError {
  const message = 'The remote URI leads to a private address, which is not fetched. Use a public one.'
  return new UploadError('processing-failed', message)
}

const ipv4: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]
// Global unicast ranges that embed IPv4 addresses or are not routed.
const ipv6: readonly [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

const refused = new BlockList()
for (const [address, prefix] of ipv4) refused.addSubnet(address, prefix, 'ipv4')
for (const [address, prefix] of ipv6) refused.addSubnet(address, prefix, 'ipv6')
const global = new BlockList()
global.addSubnet('2000::', 3, 'ipv6')

/** Whether an IP address is public: neither of this machine nor of a private network. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !refused.check(address, 'ipv4')
    case 6:
      return global.check(address, 'ipv6') && !refused.check(address, 'ipv6')
    default:
      return false
  }
}

import { createWriteStream } from 'node:fs'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { pipeline } from 'node:stream/promises'
import { UploadError } from '../../../src/errors.ts'
import { withDeadline } from '../../worker/with-deadline.ts'
import type { WireSettings } from '../wire-options.ts'
import { checkRemoteUri } from './check-remote-uri.ts'
import { checkLiteral, guardedLookup } from './guarded-lookup.ts'

const mostRedirects = 5

type Limits = Pick<WireSettings, 'allowPrivateAddresses' | 'mostRemoteBytes' | 'remoteTimeoutMs'>

/** Fetches a remote file to a path. Each redirect is checked like the first address. */
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
    const size = await receive(response, path, limits.mostRemoteBytes, deadline)
    return { size, contentType: response.headers['content-type'] ?? '' }
  })
}

async function follow(uri: string, limits: Limits, signal: AbortSignal): Promise<IncomingMessage> {
  let next = uri
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const url = checkRemoteUri(next)
    if (typeof url === 'string') throw failed(url)
    const response = await open(url, limits, signal)
    const status = response.statusCode ?? 0
    if (status >= 200 && status < 300) return response
    response.destroy()
    const { location } = response.headers
    if (status < 300 || status >= 400 || location === undefined) {
      throw failed(`The remote server answered ${status}.`)
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
  most: number,
  signal: AbortSignal,
): Promise<number> {
  let size = 0
  async function* counted(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      size += chunk.length
      if (size > most) throw failed(`The remote file is larger than ${most} bytes.`)
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

import { once } from 'node:events'
import {
  connect as connectHttp2,
  createServer as createHttp2Server,
  type ClientHttp2Session,
} from 'node:http2'
import { connect, type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { createUploadHandler } from '../../src/server/index.ts'
import { toNodeListener } from '../../src/server/node/index.ts'
import { atEnd } from '../support/at-end.ts'
import { serve } from '../support/http-server.ts'
import { openBucket } from '../support/open-bucket.ts'
import { openUploadServer } from './open-upload-server.ts'
import { backendOf, partsOf, signOne } from './send-part.ts'

// FUZZ_REQUESTS=50000 FUZZ_SEED=7 npx vitest run --project s3 test/server/fuzz.s3.test.ts
const requests = Number(process.env['FUZZ_REQUESTS'] ?? 2000)
const seed = Number(process.env['FUZZ_SEED'] ?? 1)
const mib = 1024 ** 2

const { s3, bucket } = await openBucket()
const options = { s3, bucket, multipartThreshold: 6 * mib }
const errors: unknown[] = []
const handler = createUploadHandler({
  ...options,
  authorize: (request) => ({ owner: request.headers.get('x-owner')?.slice(0, 100) || 'alice' }),
  onError: (error) => void errors.push(error),
})
const seeds = await createSeeds()

const listener = toNodeListener(handler)
const http1 = new URL(await serve(listener))
const http2 = createHttp2Server(listener as never).listen(0, '127.0.0.1')
await once(http2, 'listening')
let session: ClientHttp2Session | undefined
atEnd(() => {
  session?.destroy()
  http2.close()
})

/** The id of a file and the token of a multipart upload, both of alice. */
async function createSeeds() {
  const server = await openUploadServer(options)
  const id = await server.upload({ name: 'a.txt', contentType: 'text/plain', bytes: 'hello' })
  const { resumeToken } = partsOf(await signOne(backendOf(server.url), { size: 6 * mib }))
  return [id, resumeToken]
}

type FuzzedRequest = {
  method: string
  target: string
  host: string
  headers: readonly (readonly [string, string])[]
  body: string
}

/** The pseudorandom generator mulberry32. */
function createRandom(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function createGenerator(random: () => number) {
  const pick = <T>(items: readonly [T, ...T[]]): T => items[Math.floor(random() * items.length)] ?? items[0]
  const chance = (probability: number) => random() < probability
  const methods = [
    'GET',
    'POST',
    'DELETE',
    'HEAD',
    'PUT',
    'PATCH',
    'OPTIONS',
    'TRACE',
    'get',
    'post',
    'X',
    'PROPFIND',
  ]
  const routes = ['sign', 'confirm', 'file', 'status', 'frames', 'list', 'sign-parts', 'list-parts', 'x', '']
  const posts = [
    'sign',
    'confirm',
    'sign-parts',
    'list-parts',
    'complete-multipart',
    'resume-multipart',
    'abort-multipart',
  ]
  const odd = [
    '',
    '\u0000',
    '\ud800',
    '\udfff',
    'é',
    '漢',
    '%',
    '%00',
    '/',
    '../',
    '\\',
    '"',
    '\n',
    '{}',
    '__proto__',
    '-1',
  ]

  function word(): string {
    if (chance(0.1)) return pick(['x', '9', '/', 'é', '\u0000']).repeat(Math.floor(random() * 3000))
    const base = pick([
      seeds[0] ?? '',
      seeds[1] ?? '',
      'text/plain',
      'video/mp4',
      'a.txt',
      'alice',
      'after:',
      '1',
    ])
    if (chance(0.4)) return base
    const at = Math.floor(random() * (base.length + 1))
    return base.slice(0, at) + pick(['', ...odd]) + base.slice(at + (chance(0.5) ? 1 : 0))
  }
  function value(depth = 0): unknown {
    const kinds: readonly [() => unknown, ...(() => unknown)[]] = [
      word,
      word,
      () => pick([0, 1, -1, 0.5, 1e300, 2 ** 53, 5, 6 * mib]),
      () => pick([null, true, false]),
      () => (depth > 2 ? [] : Array.from({ length: Math.floor(random() * 4) }, () => value(depth + 1))),
      () => (depth > 2 ? {} : fields(depth + 1)),
    ]
    return pick(kinds)()
  }
  function fields(depth = 0): Record<string, unknown> {
    const names = [
      'files',
      'ids',
      'resumeToken',
      'numbers',
      'parts',
      'name',
      'size',
      'contentType',
      'metadata',
      'x',
    ]
    const known: Record<string, () => unknown> = {
      files: () => [
        { name: word(), size: pick([0, 1, 5, 1e12]), contentType: word(), metadata: { a: word() } },
      ],
      ids: () => [word(), word()],
      resumeToken: word,
      numbers: () => [1, pick([1, 2, 1e9, -1])],
      parts: () => [{ number: pick([1, 2]), etag: word(), checksum: word() }],
      size: () => pick([0, 1, 5, 6 * mib]),
    }
    return Object.fromEntries(
      names
        .filter(() => chance(0.5))
        .map((name) => [name, chance(0.6) ? (known[name] ?? word)() : value(depth)]),
    )
  }

  return (): FuzzedRequest => {
    const isPost = chance(0.6)
    const method = chance(0.8) ? (isPost ? 'POST' : pick(['GET', 'DELETE'])) : pick(['X', ...methods])
    const route = isPost ? pick(['x', ...posts]) : pick(['x', ...routes])
    const query = ['id', 'limit', 'cursor', 'kind'].map(
      (name) => `${name}=${encodeURIComponent(toText(word()))}`,
    )
    const search = chance(0.7) ? `?${query.filter(() => chance(0.6)).join('&')}` : ''
    const path = pick([
      `/api/${route}`,
      `/api/${route}`,
      `//${route}`,
      `/${'/'.repeat(200)}${route}//`,
      `/%2e%2e/${route}`,
    ])
    const target = pick([
      path + search,
      path + search,
      path,
      `http://other/${route}`,
      `http://u:p@h/${route}`,
      '*',
      '%',
    ])
    const text = chance(0.9) ? JSON.stringify(chance(0.8) ? fields() : value()) : word()
    const headers: (readonly [string, string])[] = [
      [
        'content-type',
        chance(0.9) ? 'application/json' : pick(['text/plain', '', 'application/json;,', 'x']),
      ],
    ]
    if (chance(0.2)) headers.push(['x-owner', toText(word())])
    if (chance(0.2)) headers.push(['x-request-id', toText(word())])
    if (chance(0.1)) headers.push(['content-encoding', 'gzip'])
    const hosts = ['localhost', 'u@h', 'h/x?', 'h#', '[::1]', '', 'a b', 'h:99999', 'é'] as const
    return {
      method,
      target,
      host: chance(0.7) ? 'localhost' : pick(hosts),
      headers,
      body: isPost ? text : '',
    }
  }
}

/** Header values and targets are sent as they are, except for what would end a line. */
function toText(word: string): string {
  return word.replace(/[^ -~]/gu, '_')
}

type Outcome = { status: number; body: string }

async function sendHttp1({ method, target, host, headers, body }: FuzzedRequest): Promise<Outcome> {
  const socket = connect(Number(http1.port), http1.hostname)
  const bytes = Buffer.from(body)
  const lines = [
    `${method} ${target} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: close',
    `Content-Length: ${bytes.length}`,
    ...headers.map((header) => header.join(': ')),
  ]
  // Not ended: Node closes a connection that the client has half-closed, without a response.
  socket.write(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), bytes]))
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk as Buffer)
  const response = Buffer.concat(chunks).toString()
  return { status: Number(response.split(' ', 2)[1]), body: response }
}

async function sendHttp2({ method, target, host, headers, body }: FuzzedRequest): Promise<Outcome> {
  if (!session || session.closed || session.destroyed) {
    session = connectHttp2(`http://127.0.0.1:${(http2.address() as AddressInfo).port}`)
    session.on('error', () => undefined)
  }
  const fields = Object.fromEntries(headers.filter(([, value]) => value !== ''))
  const stream = session.request(
    { ...fields, ':method': method, ':path': target, ...(host !== '' && { ':authority': host }) },
    { endStream: body === '' },
  )
  if (body !== '') stream.end(body)
  const [response] = (await once(stream, 'response')) as [Record<string, unknown>]
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return { status: Number(response[':status']), body: Buffer.concat(chunks).toString() }
}

async function sendDirectly({ method, target, headers, body }: FuzzedRequest): Promise<Outcome | undefined> {
  let request: Request
  try {
    request = new Request(new URL(target, 'http://localhost'), {
      method,
      headers: [...headers.map(([...pair]) => pair)],
      body: body || null,
    })
  } catch {
    return undefined // What a Request cannot represent never reaches the handler.
  }
  const response = await handler(request)
  return { status: response.status, body: await response.text() }
}

test('upload handler › responds to any request through any adapter, without failing', async () => {
  const generate = createGenerator(createRandom(seed))
  const adapters = {
    http1: sendHttp1,
    // nghttp2 itself resets streams whose headers are invalid.
    http2: (request: FuzzedRequest) => sendHttp2(request).catch(() => undefined),
    directly: sendDirectly,
  }
  const statuses = new Map<number, number>()
  for (let count = 0; count < requests; count++) {
    const request = generate()
    const adapter = (['http1', 'http2', 'directly'] as const)[count % 3] ?? 'http1'
    const outcome = await adapters[adapter](request)
    if (outcome === undefined) continue
    const { status, body } = outcome
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    const isExpected = (status >= 200 && status < 500) || status === 501
    if (!isExpected || /\n\s+at /.test(body) || errors.length > 0)
      throw new Error(`Request ${count}, ${adapter}: ${status}\n${JSON.stringify(request)}\n${body}`, {
        cause: errors[0],
      })
  }
  expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400, 404, 405, 501]))
}, 600_000)

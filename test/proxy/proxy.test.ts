import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage, type RequestListener } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { createProxyHandler, type ProxyHandlerOptions } from '../../src/proxy/index.ts'
import { UploadError } from '../../src/server/index.ts'
import { toNodeListener } from '../../src/server/node/index.ts'
import { bodyOf, serve } from '../support/http-server.ts'

const secret = 'sk-live-0123456789'

type Seen = { method: string; url: string; headers: Record<string, string | undefined>; body: string }

/** An upstream that responds with the request that it received. */
const mirror: RequestListener = (req, res) => {
  void bodyOf(req).then((body) => {
    const { method, url, headers } = req
    res.setHeader('content-type', 'application/json').end(JSON.stringify({ method, url, headers, body }))
  })
}

async function openProxy(upstream: RequestListener | string, options: Partial<ProxyHandlerOptions> = {}) {
  const errors: unknown[] = []
  const base = typeof upstream === 'string' ? upstream : await serve(upstream)
  const handler = createProxyHandler({
    upstream: `${base}/v2`,
    basePath: '/api/vendor',
    headers: { 'x-api-key': secret },
    routes: [
      { method: 'GET', path: '/files' },
      { method: 'POST', path: '/files' },
      { method: 'GET', path: '/files/:id' },
      { method: 'DELETE', path: '/files/:id' },
      { method: 'POST', path: '/handle/' },
    ],
    authorize: (request) => (request.headers.get('cookie') ? { owner: 'alice' } : null),
    onError: (error) => void errors.push(error),
    ...options,
  })
  const url = await serve(toNodeListener(handler))
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${url}/api/vendor${path}`, {
      ...init,
      headers: { cookie: 'session=1', ...(init.headers as Record<string, string>) },
    })
  const see = async (path: string, init?: RequestInit) => (await (await ask(path, init)).json()) as Seen
  return { url, ask, see, errors, base }
}

/** Sends a raw request: `fetch` would normalize the path and the headers. */
async function askRaw(url: string, path: string, headers: Record<string, string> = {}, method = 'GET') {
  const { hostname, port } = new URL(url)
  const sent = httpRequest({ hostname, port, path, method, headers: { cookie: 'session=1', ...headers } })
  sent.end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  return { status: response.statusCode, headers: response.headers, body: (await buffer(response)).toString() }
}

/** A latch. */
function latch<T = undefined>() {
  let open: (value: T) => void = () => undefined
  const promise = new Promise<T>((resolve) => {
    open = resolve
  })
  return { promise, open }
}

test('proxy › forwards an allowed route with the secret header, query and body', async () => {
  const { see, base } = await openProxy(mirror)
  const seen = await see('/files?limit=2&after=a%2Fb', {
    method: 'POST',
    body: '{"a":"é"}',
    headers: { 'content-type': 'application/json', 'x-use-sandbox': 'True' },
  })
  expect(seen).toMatchObject({ method: 'POST', url: '/v2/files?limit=2&after=a%2Fb', body: '{"a":"é"}' })
  expect(seen.headers).toMatchObject({
    'x-api-key': secret,
    'content-type': 'application/json',
    'content-length': '10',
    'x-use-sandbox': 'True',
    host: new URL(base).host,
  })
})

test('proxy › calls a headers function for each request and replaces the browser’s headers', async () => {
  let asked = 0
  const { see } = await openProxy(mirror, {
    headers: async (request) => ({ 'X-Api-Key': `${secret}-${++asked}`, 'x-for': request.method }),
    forwardHeaders: ['x-api-key'],
  })
  await see('/files')
  const { headers } = await see('/files', { headers: { 'x-api-key': 'of the browser', 'x-for': 'me' } })
  expect(headers).toMatchObject({ 'x-api-key': `${secret}-2`, 'x-for': 'GET' })
})

test('proxy › removes the browser’s credentials and the user’s address unless forwardHeaders names them', async () => {
  const kept = {
    authorization: 'Bearer of-the-app',
    origin: 'https://app.example',
    referer: 'https://app.example/private',
    'x-forwarded-for': '192.0.2.1',
    forwarded: 'for=192.0.2.1',
    'x-real-ip': '192.0.2.1',
    'x-csrf-token': 'c',
    'x-http-method-override': 'DELETE',
    'x-original-url': '/v2/admin',
    'sec-fetch-site': 'same-origin',
    'client-ip': '192.0.2.1',
    'x-cluster-client-ip': '192.0.2.1',
    'fastly-client-ip': '192.0.2.1',
    'x-azure-clientip': '192.0.2.1',
    'x-vercel-forwarded-for': '192.0.2.1',
    'x-original-uri': '/v2/admin',
    'x-override-url': '/v2/admin',
    'x-envoy-original-path': '/v2/admin',
    'x-anything': 'else',
    x_http_method_override: 'DELETE',
    x_api_key: 'browser',
  }
  const { url } = await openProxy(mirror, { headers: {} })
  const { headers } = JSON.parse(
    (await askRaw(url, '/api/vendor/files', { ...kept, 'x-api-key': 'browser' })).body,
  ) as Seen
  for (const name of [...Object.keys(kept), 'cookie', 'x-api-key'])
    expect(headers[name], name).toBeUndefined()

  const named = await openProxy(mirror, { forwardHeaders: ['Authorization'] })
  const seen = await named.see('/files', { headers: kept })
  expect(seen.headers).toMatchObject({ authorization: 'Bearer of-the-app' })
  expect(seen.headers['cookie']).toBeUndefined()
})

test('proxy › removes hop-by-hop headers in both directions', async () => {
  const { url } = await openProxy((req, res) => {
    res.writeHead(200, {
      connection: 'close, X-Hop',
      'x-hop': 'down',
      'proxy-authenticate': 'Basic',
      trailer: 'x-end',
      'set-cookie': 'vendor=1',
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=600',
      'www-authenticate': 'Basic realm="vendor"',
      'x-request-id': 'up-1',
      'x-kept': 'yes',
    })
    res.end(JSON.stringify(req.headers))
  })
  const response = await askRaw(url, '/api/vendor/files', {
    connection: 'keep-alive, x-secret-hop, x-api-key',
    'x-secret-hop': 'up',
    te: 'trailers',
    'keep-alive': 'timeout=5',
    'proxy-authorization': 'Basic x',
  })
  const up = JSON.parse(response.body) as Record<string, string>
  expect(Object.keys(up)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(te|x-secret-hop|keep-alive|proxy-.*)$/)]),
  )
  expect(up['x-api-key']).toBe(secret)
  for (const name of [
    'x-hop',
    'proxy-authenticate',
    'trailer',
    'set-cookie',
    'access-control-allow-origin',
  ]) {
    expect(response.headers[name], name).toBeUndefined()
  }
  expect(response.headers).toMatchObject({
    'x-kept': 'yes',
    'x-request-id': 'up-1',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  expect(response.headers['www-authenticate']).toBeUndefined()
})

test.each([
  '/files/1/share',
  '/other',
  '/files/',
  '/handle',
  '//files',
  '/files//1',
  '/files/..',
  '/files/../admin',
  '/files/%2e%2e',
  '/files/%2E%2E/admin',
  '/files/%2e%2e%2fadmin',
  '/files/a%2Fb',
  '/files/a%5Cb',
  '/files/a\\b',
  '/files/%252e%252e',
  '/files/a%252Fb',
  '/files/..;',
  '/files/..;x=1',
  '/files/%00',
  '/files/a%0d%0aX-Evil:1',
  '/files/%ff',
  '/files/%',
  '/../api/vendor/../files',
])('proxy › responds with 404 to %s and does not forward it', async (path) => {
  let calls = 0
  const { url } = await openProxy((req, res) => {
    calls++
    mirror(req, res)
  })
  const response = await askRaw(url, `/api/vendor${path}`)
  expect(response.status).toBe(404)
  expect(JSON.parse(response.body)).toMatchObject({ error: { code: 'not-found' } })
  expect(calls).toBe(0)
})

test.each([
  ['/files/a%20b', '/v2/files/a%20b'],
  ['/files/%D9%81%D9%8A%23%3F', '/v2/files/%D9%81%D9%8A%23%3F'],
  ['/files/%61', '/v2/files/a'],
  ['/files/x/../y', '/v2/files/y'],
  ['/files/...', '/v2/files/...'],
])('proxy › forwards %s as %s', async (path, upstream) => {
  const { url } = await openProxy(mirror)
  const { body } = await askRaw(url, `/api/vendor${path}`)
  expect(JSON.parse(body)).toMatchObject({ url: upstream })
})

test('proxy › responds with 404 outside the base path', async () => {
  const { url } = await openProxy(mirror)
  for (const path of ['/files', '/api/vendorfiles', '/api/vendor', '/x/api/vendor/files']) {
    expect((await askRaw(url, path)).status, path).toBe(404)
  }
})

test('proxy › responds with 405 and allow to another method', async () => {
  const { ask } = await openProxy(mirror)
  const response = await ask('/files/1', { method: 'PUT', body: 'x' })
  expect(response.status).toBe(405)
  expect(response.headers.get('allow')).toBe('GET, DELETE')
  expect(await response.json()).toMatchObject({ error: { code: 'unsupported' } })
})

test('proxy routes › match * with one segment, ** with the rest, and trailing slashes exactly', async () => {
  const { ask } = await openProxy(mirror, {
    basePath: '/api/vendor/',
    routes: [
      { method: 'GET', path: 'a/*/c' },
      { method: 'GET', path: '/b/**' },
      { method: 'POST', path: '/d/' },
    ],
  })
  const status = async (path: string, method = 'GET') => (await ask(path, { method })).status
  expect(await status('/a/1/c')).toBe(200)
  expect(await status('/a/1/2/c')).toBe(404)
  expect(await status('/b/1')).toBe(200)
  expect(await status('/b/1/2/3')).toBe(200)
  expect(await status('/b')).toBe(404)
  expect(await status('/b/')).toBe(404)
  expect(await status('/d/', 'POST')).toBe(200)
  expect(await status('/d', 'POST')).toBe(404)
})

test('proxy › responds with 401 if authorize is falsy, or with its UploadError', async () => {
  let calls = 0
  const count: RequestListener = (req, res) => {
    calls++
    mirror(req, res)
  }
  const { url } = await openProxy(count)
  const response = await fetch(`${url}/api/vendor/files`)
  expect(response.status).toBe(401)
  expect(await response.json()).toMatchObject({ error: { code: 'unauthorized' } })

  const { ask } = await openProxy(count, {
    authorize: () => {
      throw new UploadError('forbidden', 'Your plan has no uploads.')
    },
  })
  const refused = await ask('/files')
  expect(refused.status).toBe(403)
  expect(await refused.json()).toEqual({ error: { code: 'forbidden', message: 'Your plan has no uploads.' } })
  expect(calls).toBe(0)
})

test('proxy › passes the upstream’s failures unchanged', async () => {
  const { ask, errors } = await openProxy((_req, res) => {
    res.writeHead(422, { 'content-type': 'application/json', 'retry-after': '3' }).end('{"detail":[]}')
  })
  const response = await ask('/files')
  expect([response.status, response.headers.get('retry-after'), await response.text()]).toEqual([
    422,
    '3',
    '{"detail":[]}',
  ])
  expect(errors).toEqual([])
})

test('proxy › streams both bodies: the first chunk is echoed before the second is sent', async () => {
  const { url } = await openProxy((req, res) => {
    req.pipe(res)
  })
  const { hostname, port } = new URL(url)
  const sent = httpRequest({
    hostname,
    port,
    path: '/api/vendor/files',
    method: 'POST',
    headers: { cookie: 'a=1' },
  })
  sent.write('one')
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  const chunks = response.setEncoding('utf8')[Symbol.asyncIterator]()
  expect((await chunks.next()).value).toBe('one')
  sent.end('two')
  expect((await chunks.next()).value).toBe('two')
  expect((await chunks.next()).done).toBe(true)
})

test('proxy › forwards 32 MiB with their content-length', async () => {
  const bytes = randomBytes(32 * 1024 ** 2)
  const { ask } = await openProxy((req, res) => {
    void buffer(req).then((body) => {
      res.setHeader('content-length', body.length).setHeader('x-length', req.headers['content-length'] ?? '')
      res.end(body)
    })
  })
  const response = await ask('/files', { method: 'POST', body: bytes })
  expect(response.headers.get('x-length')).toBe(String(bytes.length))
  expect(response.headers.get('content-length')).toBe(String(bytes.length))
  expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true)
})

test('proxy › decodes compressed responses and responds with 502 to unknown encodings', async () => {
  const { ask } = await openProxy((req, res) => {
    const coding = req.url?.includes('odd') ? 'odd' : 'gzip'
    res.setHeader('content-encoding', coding).end(gzipSync(`asked for ${req.headers['accept-encoding']}`))
  })
  const response = await ask('/files')
  expect(await response.text()).toBe('asked for identity')
  expect(response.headers.get('content-encoding')).toBeNull()
  const odd = await ask('/files/odd')
  expect(odd.status).toBe(502)
})

test('proxy › responds with 502 to a redirect without revealing or following it', async () => {
  let elsewhere = 0
  const other = await serve((_req, res) => {
    elsewhere++
    res.end()
  })
  const { ask, errors } = await openProxy((_req, res) => {
    res.writeHead(307, { location: `${other}/?signature=hidden` }).end()
  })
  const response = await ask('/files')
  expect(response.status).toBe(502)
  expect(await response.json()).toMatchObject({
    error: { code: 'server-error', message: expect.stringContaining('redirect (307)') as string },
  })
  expect(elsewhere).toBe(0)
  expect(JSON.stringify([errors, [...response.headers]])).not.toContain('hidden')
})

test('proxy › responds with 502 if the connection fails, and reports the cause', async () => {
  const { ask, errors } = await openProxy('http://127.0.0.1:9')
  const response = await ask('/files?token=t')
  expect(response.status).toBe(502)
  expect(await response.json()).toMatchObject({ error: { code: 'server-error' } })
  expect(errors).toMatchObject([
    { status: 502, url: 'http://127.0.0.1:9/v2/files', cause: expect.any(Error) as Error },
  ])
  expect((errors[0] as UploadError).requestId).toBe(response.headers.get('x-request-id'))

  const broken = await openProxy((req) => req.socket.destroy())
  expect((await broken.ask('/files')).status).toBe(502)
})

test('proxy › responds with 504 if the upstream is silent, but not if it is slow', async () => {
  const { ask } = await openProxy(
    (req, res) => {
      if (req.url?.endsWith('silent')) return
      let left = 6
      const timer = setInterval(() => {
        if (left-- > 0) res.write('.')
        else {
          clearInterval(timer)
          res.end()
        }
      }, 100)
    },
    { timeoutMs: 400 },
  )
  const silent = await ask('/files/silent')
  expect(silent.status).toBe(504)
  expect(await silent.json()).toMatchObject({ error: { code: 'timeout' } })
  expect(await (await ask('/files/slow')).text()).toBe('......')
})

test.each<[string, RequestListener, object]>([
  ['stalls', (_req, res) => void res.write('begun'), { code: 'timeout', status: 504 }],
  [
    'breaks off',
    (_req, res) => {
      res.writeHead(200, { 'content-length': 100 })
      res.write('begun', () => res.destroy())
    },
    { code: 'server-error', status: 502, cause: expect.any(Error) as Error },
  ],
])('proxy › aborts a response that %s, and reports it once', async (_, upstream, error) => {
  const logged: unknown[] = []
  const log = console.error
  console.error = (thrown: unknown) => logged.push(thrown)
  onTestFinished(() => void (console.error = log))
  const { ask, errors, base } = await openProxy(upstream, { timeoutMs: 200 })
  const response = await ask('/files?token=t')
  expect(response.status).toBe(200)
  await expect(response.text()).rejects.toThrow()
  const requestId = response.headers.get('x-request-id')
  expect(errors).toMatchObject([{ ...error, url: `${base}/v2/files`, requestId }])
  expect(logged).toEqual([])
})

test('proxy › aborts the upstream request when the client disconnects', async () => {
  const reached = latch()
  const ended = latch<boolean>()
  const { ask, errors } = await openProxy((_req, res) => {
    reached.open(undefined)
    res.on('close', () => {
      ended.open(res.writableFinished)
    })
  })
  const leaving = new AbortController()
  const asked = ask('/files', { signal: leaving.signal }).catch(() => 'left')
  await reached.promise
  leaving.abort()
  expect(await asked).toBe('left')
  expect(await ended.promise).toBe(false)
  expect(errors).toEqual([])
})

test('proxy › aborts the upstream request when the client disconnects within the response', async () => {
  const ended = latch<boolean>()
  const { ask, errors } = await openProxy((_req, res) => {
    res.write('begun')
    res.on('close', () => {
      ended.open(res.writableFinished)
    })
  })
  const leaving = new AbortController()
  const response = await ask('/files', { signal: leaving.signal })
  await response.body?.getReader().read()
  leaving.abort()
  expect(await ended.promise).toBe(false)
  expect(errors).toEqual([])
})

test('proxy › responds with 413 to a body above the limit, with and without content-length', async () => {
  let bytes = 0
  const { ask } = await openProxy(
    (req, res) => {
      req.on('data', (chunk: Buffer) => (bytes += chunk.length))
      req.on('end', () => res.end())
    },
    { maxBodyBytes: 100_000 },
  )
  const announced = await ask('/files', { method: 'POST', body: new Uint8Array(100_001) })
  expect(announced.status).toBe(413)
  expect(bytes).toBe(0)

  const chunks = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(new Uint8Array(10_000))
    },
  })
  const endless = await ask('/files', { method: 'POST', body: chunks, duplex: 'half' } as RequestInit)
  expect(endless.status).toBe(413)
  expect(await endless.json()).toMatchObject({ error: { code: 'too-large' } })
  expect(bytes).toBeLessThanOrEqual(100_000)
  expect((await ask('/files', { method: 'POST', body: new Uint8Array(100_000) })).status).toBe(200)
})

test('proxy › forwards missing and empty bodies', async () => {
  const { ask, see } = await openProxy((req, res) => {
    if (req.method === 'DELETE') res.writeHead(204).end()
    else mirror(req, res)
  })
  expect((await ask('/files/1', { method: 'DELETE' })).status).toBe(204)
  const { body, headers } = await see('/files', { method: 'POST' })
  expect([body, headers['content-length']]).toEqual(['', '0'])
})

test('proxy › reveals the secret in no response, error or log, even if it is invalid', async () => {
  expect(() => createProxyHandler({ ...plain, headers: { 'x-api-key': `${secret}\n` } })).not.toThrow(secret)
  const refused = (() => {
    try {
      createProxyHandler({ ...plain, headers: { 'x-api-key': `${secret}\r\nx: y` } })
      return ''
    } catch (error) {
      return String(error)
    }
  })()
  expect(refused).toContain('headers contains an invalid name or value')
  expect(refused).not.toContain(secret)

  const { ask, errors } = await openProxy(mirror, { headers: () => ({ 'x-api-key': `${secret}\u0000` }) })
  const response = await ask('/files')
  expect(response.status).toBe(500)
  const gone = await openProxy('http://127.0.0.1:9')
  const unreachable = await gone.ask('/files')
  const outputs = [
    await response.text(),
    await unreachable.text(),
    ...[...errors, ...gone.errors].flatMap(chainOf),
  ]
  expect(outputs.length).toBeGreaterThan(4)
  expect(outputs.join('\n')).not.toContain(secret)
})

test('proxy › removes response headers that echo a secret', async () => {
  const bearer = 'token-of-the-vendor'
  const { ask } = await openProxy(
    (_, res) => {
      res.writeHead(200, {
        'content-type': 'application/json',
        'x-api-key': 'another value',
        authorization: 'Bearer other',
        'x-debug': `key=${secret}`,
        'x-echo': bearer,
        'x-user': 'alice',
        'x-kept': 'yes',
      })
      res.end('{}')
    },
    {
      headers: {
        'x-api-key': secret,
        authorization: `Bearer ${bearer}`,
        accept: 'application/json',
        'x-end-user': 'alice',
      },
    },
  )
  const { headers } = await ask('/files')
  for (const name of ['x-api-key', 'authorization', 'x-debug', 'x-echo'])
    expect(headers.get(name), name).toBeNull()
  expect(headers.get('content-type')).toBe('application/json')
  expect([headers.get('x-user'), headers.get('x-kept')]).toEqual(['alice', 'yes'])
})

test('proxy › forwards no header with an underscore, even if forwardHeaders names it', async () => {
  const { url } = await openProxy(mirror, {
    forwardHeaders: ['x_end_user', 'x-http-method-override', 'cookie'],
  })
  const headers = { x_end_user: 'bob', 'x-http-method-override': 'DELETE', cookie: 'a=b' }
  const { headers: seen } = JSON.parse((await askRaw(url, '/api/vendor/files', headers)).body) as Seen
  for (const name of Object.keys(headers)) expect(seen[name], name).toBeUndefined()
})

test.each(['_method=DELETE', 'a=b&_METHOD=PUT', 'x-http-method-override=DELETE', '%5Fmethod=DELETE'])(
  'proxy › responds with 400 to the query ?%s',
  async (query) => {
    const { ask } = await openProxy(mirror)
    const response = await ask(`/files?${query}`, { method: 'POST' })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { code: 'bad-request' } })
  },
)

test.each(['key:secret-detail@api.example', 'https://key:secret-detail@api.example', 'secret-detail'])(
  'proxy options › an invalid upstream is not quoted: %s',
  (upstream) => {
    expect(() => createProxyHandler({ ...plain, upstream })).toThrow(/^(?!.*secret-detail)/)
  },
)

/** All texts of an error: properties, stack and causes. */
function chainOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)]
  return [error.stack ?? '', JSON.stringify(error), ...chainOf(error.cause)]
}

const plain: ProxyHandlerOptions = {
  upstream: 'https://api.example',
  headers: {},
  routes: [],
  authorize: () => null,
}

test.each([
  [{ upstream: 'api.example' }, 'must be an http(s) URL'],
  [{ upstream: 'ftp://api.example' }, 'must be an http(s) URL'],
  [{ upstream: 'https://key:pass@api.example' }, 'must be an http(s) URL without credentials'],
  [{ upstream: 'https://api.example/?key=1' }, 'without credentials, query'],
  [{ routes: [{ method: 'GET' as const, path: '/**/a' }] }, "'**' at its end"],
  [{ routes: [{ method: 'GET' as const, path: '/a//b' }] }, 'empty segment'],
  [{ routes: [{ method: 'GET' as const, path: '/a?b' }] }, 'must not contain a query'],
  [{ timeoutMs: 0 }, 'timeoutMs'],
  [{ maxBodyBytes: -1 }, 'maxBodyBytes'],
])('proxy options › reject %j', (options, message) => {
  expect(() => createProxyHandler({ ...plain, ...options })).toThrow(message)
})

test('proxy › reports an authorize that reads the body', async () => {
  const { ask, errors } = await openProxy(mirror, {
    authorize: async (request) => ({ owner: await request.text() }),
  })
  expect((await ask('/files', { method: 'POST', body: 'x' })).status).toBe(500)
  expect(errors).toMatchObject([
    { cause: { message: expect.stringContaining('must not read the body') as string } },
  ])
})

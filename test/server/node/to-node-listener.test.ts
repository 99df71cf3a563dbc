import { Agent, request, type IncomingMessage } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, onTestFinished, test } from 'vitest'
import { toNodeListener } from '../../../src/server/node/index.ts'
import { serve } from '../../support/http-server.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const echo = async (asked: Request) =>
  Response.json({
    url: asked.url,
    method: asked.method,
    custom: asked.headers.get('x-custom'),
    body: await asked.text(),
  })

test('node listener › passes URL, method, headers and body to the handler', async () => {
  const url = await serve(toNodeListener(echo))
  const response = await fetch(`${url}/a%20b/c?d=%2F`, {
    method: 'POST',
    headers: { 'x-custom': 'e' },
    body: 'f',
  })
  expect(await response.json()).toEqual({
    url: `${url}/a%20b/c?d=%2F`,
    method: 'POST',
    custom: 'e',
    body: 'f',
  })
})

test('node listener › sends status, headers, cookies and body', async () => {
  const headers = new Headers({ 'x-custom': 'a' })
  headers.append('set-cookie', 'b=1')
  headers.append('set-cookie', 'c=2')
  const url = await serve(toNodeListener(async () => new Response('d', { status: 418, headers })))
  const response = await fetch(url)
  expect(response.status).toBe(418)
  expect(response.headers.get('x-custom')).toBe('a')
  expect(response.headers.getSetCookie()).toEqual(['b=1', 'c=2'])
  expect(await response.text()).toBe('d')
})

test('node listener › ends a response without a body', async () => {
  const url = await serve(toNodeListener(async () => new Response(null, { status: 204 })))
  expect((await fetch(url)).status).toBe(204)
})

test('node listener › streams both bodies at the same time', async () => {
  const url = await serve(toNodeListener(async (asked) => new Response(asked.body)))
  const sent = request(url, { method: 'POST' })
  sent.write('one')
  const response = await new Promise<IncomingMessage>((resolve) => sent.once('response', resolve))
  const chunks = response.setEncoding('utf8')[Symbol.asyncIterator]()
  expect((await chunks.next()).value).toBe('one')
  sent.end('two')
  expect((await chunks.next()).value).toBe('two')
  expect((await chunks.next()).done).toBe(true)
})

test('node listener › keeps the connection usable if the handler reads only part of the body', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(() => agent.destroy())
  const url = await serve(
    toNodeListener(async (asked) => {
      for await (const chunk of asked.body ?? []) return new Response(`${Math.sign(chunk.byteLength)}`)
      return new Response('0')
    }),
  )
  for (const _ of [1, 2, 3]) {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request(url, { method: 'POST', agent }, resolve)
        .on('error', reject)
        .end(Buffer.alloc(32 * 1024 ** 2))
    })
    expect((await response.setEncoding('utf8').toArray()).join('')).toBe('1')
  }
}, 5_000)

test('node listener › aborts the signal if the client disconnects before the response is complete', async () => {
  const signals: AbortSignal[] = []
  const url = await serve(
    toNodeListener((asked) => {
      signals.push(asked.signal)
      if (asked.url.endsWith('/done')) return Promise.resolve(new Response('done'))
      return new Promise(() => {})
    }),
  )
  await (await fetch(`${url}/done`)).text()
  const leaving = new AbortController()
  const asked = fetch(url, { signal: leaving.signal }).catch(() => 'left')
  await expect.poll(() => signals.length).toBe(2)
  collectGarbage()
  leaving.abort()
  expect(await asked).toBe('left')
  const [done, left] = signals
  await expect.poll(() => left?.aborted).toBe(true)
  expect(done?.aborted).toBe(false)
})

test.each([
  [false, 'http', '127.0.0.1'],
  [true, 'https', 'app.example'],
])('with trustProxy %s the address is %s://%s', async (trustProxy, protocol, hostname) => {
  const url = await serve(toNodeListener(echo, { trustProxy }))
  const headers = { 'x-forwarded-proto': 'https, http', 'x-forwarded-host': 'app.example' }
  const { url: seen } = (await (await fetch(`${url}/a`, { headers })).json()) as { url: string }
  expect(new URL(seen)).toMatchObject({ protocol: `${protocol}:`, hostname, pathname: '/a' })
})

test('node listener › treats a path with two leading slashes as a path', async () => {
  const url = await serve(toNodeListener(echo))
  const { url: seen } = (await (await fetch(`${url}//evil.example/a`)).json()) as { url: string }
  expect(new URL(seen)).toMatchObject({ hostname: '127.0.0.1', pathname: '//evil.example/a' })
})

test('node listener › restores Express’ original URL and parsed body', async () => {
  const listener = toNodeListener(echo)
  const url = await serve((req, res) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of req) chunks.push(Buffer.from(chunk as Uint8Array))
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString())
      listener(Object.assign(req, { originalUrl: req.url, url: '/sign', body }), res)
    })()
  })
  const response = await fetch(`${url}/api/files/sign`, { method: 'POST', body: '{"a":"é"}' })
  expect(await response.json()).toMatchObject({ url: `${url}/api/files/sign`, body: '{"a":"é"}' })
})

test('node listener › responds with 500 without details if the handler rejects', async () => {
  const log = console.error
  const logged: unknown[] = []
  console.error = (error: unknown) => logged.push(error)
  onTestFinished(() => void (console.error = log))
  const url = await serve(toNodeListener(() => Promise.reject(new Error('secret-detail'))))
  const response = await fetch(url)
  expect(response.status).toBe(500)
  expect(await response.text()).not.toContain('secret-detail')
  expect(logged).toMatchObject([{ message: 'secret-detail' }])
})

test('node listener › responds with 400 to an invalid host', async () => {
  const url = await serve(toNodeListener(echo))
  const response = await new Promise<IncomingMessage>((resolve) => {
    request(url, { headers: { host: 'a b' } }, resolve).end()
  })
  expect(response.statusCode).toBe(400)
})

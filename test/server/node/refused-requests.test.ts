import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { connect as connectHttp2, createServer as createHttp2Server } from 'node:http2'
import { connect, type AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { toNodeListener } from '../../../src/server/node/index.ts'
import { serve } from '../../support/http-server.ts'

const echo = async (request: Request) => {
  const { pathname, search } = new URL(request.url)
  return Response.json({ method: request.method, path: pathname + search, body: await request.text() })
}

/** Sends bytes as they are; resolves with the whole response. */
async function sendRaw(url: string, bytes: string): Promise<string> {
  const { port, hostname } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.end(bytes)
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

const request = (line: string, host = 'localhost', more = '') =>
  `${line} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${more}\r\n`

const statusOf = (response: string) => Number(response.split(' ', 2)[1])

test.each([
  ['TRACE', request('TRACE /'), 501],
  ['TRACE with a body', request('TRACE /', 'a', 'content-length: 1\r\n') + 'x', 501],
  ['a host with a user', request('GET /', 'user@host'), 400],
  ['a host with a user and a password', request('GET /', 'user:password@host'), 400],
  ['a host with a path', request('GET /open', 'app/admin?'), 400],
  ['a host with a query', request('GET /open', 'app?'), 400],
  ['a host with a fragment', request('GET /open', 'app#'), 400],
  ['a host with a backslash', request('GET /open', 'app\\admin'), 400],
  ['a host with a space', request('GET /open', 'a b'), 400],
  ['a host with percent-encoding', request('GET /open', 'app%2fadmin'), 400],
  ['a host with an invalid port', request('GET /', 'app:99999'), 400],
  ['a host with an open bracket', request('GET /', '[::1'), 400],
  ['an absolute target with a user', request('GET http://user:password@host/'), 400],
  ['an absolute target of another scheme', request('GET ftp://host/'), 400],
  ['an absolute target without a host', request('GET http://'), 400],
  ['an asterisk', request('OPTIONS *'), 400],
])('node listener › responds to %s and keeps running', async (_, bytes, status) => {
  const url = await serve(toNodeListener(echo))
  expect(statusOf(await sendRaw(url, bytes))).toBe(status)
  expect((await fetch(url)).status).toBe(200)
})

test.each(['[::1]:80', 'app.example', 'app_1:65535', 'xn--mnchen-3ya.de', '127.0.0.1', ''])(
  'node listener › takes the path from the request target and not from the host %j',
  async (host) => {
    const url = await serve(toNodeListener(echo))
    expect(await sendRaw(url, request('GET /open?a=%2F', host))).toContain('"path":"/open?a=%2F"')
  },
)

test('node listener › accepts a target in absolute form', async () => {
  const url = await serve(toNodeListener(echo))
  expect(await sendRaw(url, request('GET http://other/open?a', 'app'))).toContain('"path":"/open?a"')
})

test('node listener › does not trust a forwarded host with a path', async () => {
  const url = await serve(toNodeListener(echo, { trustProxy: true }))
  const response = await fetch(`${url}/open`, { headers: { 'x-forwarded-host': 'app/admin?' } })
  expect(response.status).toBe(400)
  const scheme = await fetch(`${url}/open`, { headers: { 'x-forwarded-proto': 'https://app/admin?' } })
  expect(scheme.status).toBe(400)
})

test('node listener › serves HTTP/2 and refuses methods in lower case and forbidden ones', async () => {
  const server = createHttp2Server(toNodeListener(echo) as unknown as Parameters<typeof createHttp2Server>[1])
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = connectHttp2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  onTestFinished(() => {
    client.destroy()
    server.close()
  })
  const ask = async (headers: Record<string, string>, body = '') => {
    const stream = client.request({ ':path': '/open', ...headers })
    if (body === '') stream.end()
    else stream.end(body)
    const [response] = (await once(stream, 'response')) as [Record<string, unknown>]
    const chunks: Buffer[] = []
    for await (const chunk of stream) chunks.push(chunk as Buffer)
    return [response[':status'], Buffer.concat(chunks).toString()]
  }
  for (const method of ['TRACE', 'trace', 'Track', 'get', 'post', 'Patch', 'options']) {
    const [status] = await ask({ ':method': method })
    expect([method, status]).toEqual([method, 501])
  }
  const [status, body] = await ask({ ':method': 'POST', ':authority': 'app.example' }, 'text')
  expect(status).toBe(200)
  expect(JSON.parse(String(body))).toEqual({ method: 'POST', path: '/open', body: 'text' })
})

/** A framework that consumes the body before the listener runs. */
async function serveParsed(toBody: (bytes: Buffer) => unknown, wrap: boolean): Promise<string> {
  const listener = toNodeListener(echo)
  const consume: RequestListener = (req, res) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of req) chunks.push(chunk as Buffer)
      const body = toBody(Buffer.concat(chunks))
      if (wrap) listener({ raw: req, body }, { raw: res, hijack: () => undefined })
      else listener(Object.assign(req, { body }), res)
    })()
  }
  return serve(consume)
}

test.each([
  ['bytes', (bytes: Buffer) => bytes],
  ['bytes within a larger buffer', (bytes: Buffer) => Buffer.concat([Buffer.from('--'), bytes]).subarray(2)],
  ['a typed array', (bytes: Buffer) => new Uint8Array(bytes)],
  ['text', (bytes: Buffer) => bytes.toString()],
  ['parsed JSON', (bytes: Buffer): unknown => JSON.parse(bytes.toString())],
])('node listener › takes a body that was consumed as %s', async (_, toBody) => {
  for (const wrap of [false, true]) {
    const url = await serveParsed(toBody, wrap)
    const response = await fetch(url, { method: 'POST', body: '{"a":"é"}' })
    expect(await response.json()).toMatchObject({ body: '{"a":"é"}' })
  }
})

test('node listener › streams a body that the framework has not read, whatever req.body contains', async () => {
  const listener = toNodeListener(echo)
  const url = await serve((req, res) => listener(Object.assign(req, { body: {} }), res))
  const response = await fetch(url, { method: 'POST', body: 'text' })
  expect(await response.json()).toMatchObject({ body: 'text' })
})

test('node listener › removes the content encoding of a body that a parser has decoded', async () => {
  const listener = toNodeListener(async (asked) =>
    Response.json([asked.headers.get('content-encoding'), await asked.text()]),
  )
  const url = await serve((req, res) => {
    req.resume().once('end', () => listener(Object.assign(req, { body: 'decoded' }), res))
  })
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-encoding': 'gzip' },
    body: 'encoded',
  })
  expect(await response.json()).toEqual([null, 'decoded'])
})

import { describe, expect, expectTypeOf, test } from 'vitest'
import * as z from 'zod/mini'
import { UploadError, type UploadErrorCode } from '../../src/errors.ts'
import { createHttpClient, type HttpOptions } from '../../src/http/create-client.ts'
import { parseWithSchema } from '../../src/http/parse-with-schema.ts'
import { respond, bodyOf, serve } from '../support/http-server.ts'
import { failure } from '../support/failure.ts'

const ThingSchema = z.object({ name: z.string(), sizes: z.array(z.object({ bytes: z.number() })) })
const Thing = (body: unknown) => parseWithSchema(ThingSchema, body)
const thing = { name: 'a', sizes: [{ bytes: 1 }] }

function client(baseUrl: string, options: Partial<HttpOptions> = {}) {
  return createHttpClient({ baseUrl, retries: 0, ...options })
}

test('client › sends method, path, query and body, and what the call adds', async () => {
  const seen: unknown[] = []
  const url = await serve((req, res) => {
    void bodyOf(req).then((body) => {
      seen.push([req.method, req.url, body, req.headers['x-extra'], req.headers.authorization])
      respond(res, 200, thing)
    })
  })
  const http = client(`${url}/api/`, { headers: { authorization: 'Bearer one', 'x-extra': 'client' } })
  const call = { headers: { 'x-extra': 'call' }, query: { debug: 'yes' }, body: { more: 1 } }
  await http.json({ method: 'POST', path: 'things', query: { a: 'ä &' }, json: { b: 2 } }, Thing, call)
  expect(seen).toEqual([
    ['POST', '/api/things?a=%C3%A4+%26&debug=yes', '{"b":2,"more":1}', 'call', 'Bearer one'],
  ])
})

test('client › passes `keepalive` to fetch only if the call has it', async () => {
  const seen: (boolean | undefined)[] = []
  const http = client('https://api.invalid', {
    fetch: (_, init) => {
      seen.push(init?.keepalive)
      return Promise.resolve(new Response(null, { status: 204 }))
    },
  })
  await http.empty({ method: 'POST', path: '' }, { keepalive: true })
  await http.empty({ method: 'POST', path: '' })
  expect(seen).toEqual([true, undefined])
})

test('client › calls the headers function before each attempt', async () => {
  const tokens: (string | undefined)[] = []
  const url = await serve((req, res) => {
    tokens.push(req.headers.authorization)
    if (tokens.length === 1) respond(res, 503, {}, { 'retry-after': '0' })
    else respond(res, 200, thing)
  })
  let token = 0
  const http = client(url, {
    retries: 1,
    headers: () => Promise.resolve({ authorization: `Bearer ${++token}` }),
  })
  await http.json({ method: 'GET', path: '' }, Thing)
  expect(tokens).toEqual(['Bearer 1', 'Bearer 2'])
})

test('client › withResponse resolves with the data and the response', async () => {
  const url = await serve((_, res) => {
    respond(res, 200, thing, { 'x-request-id': 'r1' })
  })
  const call = client(url).json({ method: 'GET', path: '' }, Thing)
  const { data, response } = await call.withResponse()
  expectTypeOf(data.name).toEqualTypeOf<string>()
  expect(data).toEqual(thing)
  expect(response.headers.get('x-request-id')).toBe('r1')
  expect(await call).toBe(data)
})

test('client › asResponse resolves with an unread body, which the timeout does not abort', async () => {
  const url = await serve((_, res) => {
    res.write('first')
    setTimeout(() => res.end(' last'), 120)
  })
  const response = await client(url, { timeoutMs: 60 }).json({ method: 'GET', path: '' }, Thing).asResponse()
  expect(response.bodyUsed).toBe(false)
  expect(await response.text()).toBe('first last')
})

test('client › returns a promise that works with Promise.all, catch and finally', async () => {
  const url = await serve((req, res) => {
    respond(res, req.url === '/good' ? 200 : 404, thing)
  })
  const http = client(url)
  const steps: string[] = []
  const good = http.json({ method: 'GET', path: 'good' }, Thing).finally(() => steps.push('finally'))
  const bad = http.json({ method: 'GET', path: 'bad' }, Thing).catch((error: unknown) => error)
  const [first, second] = await Promise.all([good, bad])
  expect(first).toEqual(thing)
  expect(second).toBeInstanceOf(UploadError)
  expect(steps).toEqual(['finally'])
})

test.each<[number, UploadErrorCode]>([
  [400, 'bad-request'],
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [408, 'timeout'],
  [409, 'conflict'],
  [413, 'too-large'],
  [415, 'content-type'],
  [422, 'bad-request'],
  [425, 'rate-limited'],
  [429, 'rate-limited'],
  [500, 'server-error'],
  [501, 'unsupported'],
  [503, 'server-error'],
])('client › rejects status %i as %s, with URL, request id and a cause', async (status, code) => {
  const url = await serve((_, res) => {
    respond(res, status, 'because', { 'x-request-id': 'r2' })
  })
  const error = await failure(
    client(url).json({ method: 'GET', path: 'x', query: { token: 'secret' } }, Thing),
  )
  expect(error).toMatchObject({ code, status, requestId: 'r2', url: `${url}/x` })
  expect(error.message).toContain(String(status))
  expect(error.cause).toMatchObject({ message: `HTTP ${status}: because` })
  expect(JSON.stringify([Object.entries(error), error.message])).not.toContain('secret')
})

test('client › prefers an API’s own message', async () => {
  const url = await serve((_, res) => {
    respond(res, 400, { error: 'That is too big.' })
  })
  const http = createHttpClient({
    baseUrl: url,
    retries: 0,
    parseErrorBody: () => ({ code: 'too-large', message: 'That is too big.' }),
  })
  expect(await failure(http.empty({ method: 'GET', path: '' }))).toMatchObject({
    code: 'too-large',
    message: 'That is too big.',
    status: 400,
  })
})

test('client › rejects HTML instead of JSON as an invalid response', async () => {
  const url = await serve((_, res) => {
    res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html>')
  })
  const error = await failure(client(url).json({ method: 'GET', path: '' }, Thing))
  expect(error.code).toBe('invalid-response')
  expect(error.message).toContain('text/html')
  expect(error.message).toContain('baseUrl')
})

test.each([
  [{ name: 1, sizes: [] }, 'name: expected string'],
  [{ name: 'a' }, 'sizes: expected array'],
  [{ name: 'a', sizes: [{ bytes: 1 }, { bytes: 'x' }] }, 'sizes[1].bytes: expected number'],
  [null, 'the response itself: expected object'],
])('client › names the invalid field of JSON: %j', async (body, named) => {
  const url = await serve((_, res) => {
    respond(res, 200, JSON.stringify(body))
  })
  const error = await failure(client(url).json({ method: 'GET', path: '' }, Thing))
  expect(error.code).toBe('invalid-response')
  expect(error.message).toContain(named)
})

test('client › rejects with a network error after the retries if the server is down', async () => {
  const url = await serve(() => undefined)
  const unreachable = url.replace(/\d+$/, '1')
  const error = await failure(client(unreachable).json({ method: 'GET', path: '' }, Thing))
  expect(error).toMatchObject({ code: 'network', url: `${unreachable}/` })
  expect(error.cause).toBeInstanceOf(TypeError)
})

test('client › rejects with a timeout, be it the headers or the body that is missing', async () => {
  const url = await serve((req, res) => {
    if (req.url === '/body') res.writeHead(200).write('{')
  })
  const http = client(url, { timeoutMs: 80 })
  expect(await failure(http.json({ method: 'GET', path: 'headers' }, Thing))).toMatchObject({
    code: 'timeout',
  })
  expect(await failure(http.json({ method: 'GET', path: 'body' }, Thing))).toMatchObject({ code: 'timeout' })
  const response = http.json({ method: 'GET', path: 'headers' }, Thing, { timeoutMs: 20 })
  expect((await failure(response)).message).toContain('0.02 s')
})

test('client › aborts the request at the server and keeps the reason as the cause', async () => {
  const closed = defer()
  const url = await serve((_, res) => {
    res.on('close', () => {
      closed.resolve()
    })
    controller.abort(new Error('left the page'))
  })
  const controller = new AbortController()
  const error = await failure(
    client(url, { retries: 3 }).json({ method: 'GET', path: '' }, Thing, { signal: controller.signal }),
  )
  expect(error.code).toBe('aborted')
  expect(error.cause).toMatchObject({ message: 'left the page' })
  await closed.promise
})

test('client › rejects at once if it is aborted while waiting to retry', async () => {
  const controller = new AbortController()
  const url = await serve((_, res) => {
    respond(res, 503, {}, { 'retry-after': '30' })
    res.on('finish', () => {
      controller.abort()
    })
  })
  const call = client(url, { retries: 1 }).json({ method: 'GET', path: '' }, Thing, {
    signal: controller.signal,
  })
  expect((await failure(call)).code).toBe('aborted')
})

test('client › retries 429 and 5xx, but no other status', async () => {
  const counts: Record<string, number> = {}
  const url = await serve((req, res) => {
    const path = req.url ?? ''
    counts[path] = (counts[path] ?? 0) + 1
    respond(res, Number(path.slice(1)), {}, { 'retry-after': '0' })
  })
  const http = client(url, { retries: 2 })
  for (const status of ['400', '401', '404', '429', '500', '503']) {
    await failure(http.json({ method: 'GET', path: status }, Thing))
  }
  expect(counts).toEqual({ '/400': 1, '/401': 1, '/404': 1, '/429': 3, '/500': 3, '/503': 3 })
})

test('client › retries a broken connection', async () => {
  let requests = 0
  const url = await serve((req, res) => {
    if (++requests === 1) req.socket.destroy()
    else respond(res, 200, thing)
  })
  expect(await client(url, { retries: 1 }).json({ method: 'GET', path: '' }, Thing)).toEqual(thing)
})

test('client › does not wait for more than a minute, and reports the requested delay', async () => {
  let requests = 0
  const url = await serve((_, res) => {
    requests++
    respond(res, 429, {}, { 'retry-after': '3600' })
  })
  const error = await failure(client(url, { retries: 5 }).json({ method: 'GET', path: '' }, Thing))
  expect(error).toMatchObject({ code: 'rate-limited', retryAfterMs: 3_600_000 })
  expect(requests).toBe(1)
})

test('client › accepts an empty response if none is expected', async () => {
  const url = await serve((_, res) => {
    res.writeHead(204).end()
  })
  await expect(client(url).empty({ method: 'DELETE', path: 'x' })).resolves.toBeUndefined()
})

function defer() {
  let resolve: () => void = () => undefined
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

describe('client retries', () => {
  async function openUnavailable(status = 503) {
    let requests = 0
    const url = await serve((_, res) => {
      requests++
      respond(res, status, 'try again', { 'retry-after': '0' })
    })
    return { url, count: () => requests }
  }

  test('of a call replace those of the client: 0 sends exactly one request', async () => {
    const { url, count } = await openUnavailable()
    const http = createHttpClient({ baseUrl: url, retries: 5 })
    await failure(http.empty({ method: 'GET', path: '' }, { retries: 0 }))
    expect(count()).toBe(1)
    await failure(http.empty({ method: 'GET', path: '' }, { retries: 1 }))
    expect(count()).toBe(3)
  })

  test.each([408, 425, 429, 500, 502, 503, 504, 520, 522, 599])('happen after %i', async (status) => {
    const { url, count } = await openUnavailable(status)
    await failure(createHttpClient({ baseUrl: url, retries: 1 }).empty({ method: 'GET', path: '' }))
    expect(count()).toBe(2)
  })

  test.each([400, 404, 409, 422, 501, 505])('do not happen after %i', async (status) => {
    const { url, count } = await openUnavailable(status)
    await failure(createHttpClient({ baseUrl: url, retries: 1 }).empty({ method: 'GET', path: '' }))
    expect(count()).toBe(1)
  })
})

import { createReadStream } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { wriftaiBackend } from '../../src/backends/wriftai/backend.ts'
import { createWriftaiClient, type WriftaiClientOptions } from '../../src/backends/wriftai/client.ts'
import { createUploader } from '../../src/uploader/uploader.ts'
import { readRequest, respond, serve, type ReceivedRequest } from '../support/http-server.ts'
import { failure, shown } from '../support/failure.ts'
import { writeTemporaryFile } from '../support/temporary-file.ts'
import { fetchTransfer } from '../../src/testing/contract/transfer.ts'

const token = 'wft_secret-token'

type Handler = (res: ServerResponse, request: ReceivedRequest) => void

/** WriftAI's API and its store on two servers, and their received requests. */
async function open(options: { sign?: Handler; put?: Handler; client?: Partial<WriftaiClientOptions> } = {}) {
  const api: ReceivedRequest[] = []
  const puts: ReceivedRequest[] = []
  const store = await serve((req, res) => {
    void readRequest(req).then((request) => {
      puts.push(request)
      if (options.put) options.put(res, request)
      else res.writeHead(200).end()
    })
  })
  const urls = { upload_url: `${store}/k?X-Amz-Signature=sig`, download_url: `${store}/download/k` }
  const server = await serve((req, res) => {
    void readRequest(req).then((request) => {
      api.push(request)
      if (options.sign) options.sign(res, request)
      else respond(res, 201, { ...urls, more: true }, { 'x-request-id': 'r1' })
    })
  })
  const baseUrl = `${server}/v1`
  const client = createWriftaiClient({ baseUrl, accessToken: token, ...options.client })
  return { client, baseUrl, api, puts, urls, store }
}

const jsonOf = (request: ReceivedRequest | undefined): unknown => JSON.parse(request?.body ?? 'null')
const params = { name: 'a.png', size: 3, resource: 'prediction', mimeType: 'image/png' } as const

describe('WriftAI client › files.createUrls', () => {
  test('sends snake_case with the token and returns camelCase', async () => {
    const { client, api, urls } = await open()
    const result = await client.files.createUrls(params)
    expectTypeOf(result).toEqualTypeOf<{ uploadUrl: string; downloadUrl: string }>()
    expect(result).toEqual({ uploadUrl: urls.upload_url, downloadUrl: urls.download_url })
    expect(api[0]).toMatchObject({ method: 'POST', path: '/v1/files/urls' })
    expect(api[0]?.headers.authorization).toBe(`Bearer ${token}`)
    expect(jsonOf(api[0])).toEqual({ name: 'a.png', size: 3, resource: 'prediction', mime_type: 'image/png' })
  })

  test('sends no Authorization without a token', async () => {
    const { client, api } = await open({ client: { accessToken: undefined } })
    await client.files.createUrls(params)
    expect(api[0]?.headers).not.toHaveProperty('authorization')
  })

  test('uses `path` instead of the default', async () => {
    const { client, api } = await open({ client: { createUrlsPath: '/uploads/urls' } })
    await client.files.createUrls(params)
    expect(api[0]?.path).toBe('/v1/uploads/urls')
  })

  test('takes headers, query and body per call', async () => {
    const { client, api } = await open({ client: { headers: { 'x-team': 'a' } } })
    await client.files.createUrls(params, {
      headers: { 'x-extra': 'b' },
      query: { debug: '1' },
      body: { ttl: 60 },
    })
    expect(api[0]).toMatchObject({ path: '/v1/files/urls', query: new URLSearchParams('debug=1') })
    expect(api[0]?.headers).toMatchObject({ 'x-team': 'a', 'x-extra': 'b' })
    expect(jsonOf(api[0])).toMatchObject({ ttl: 60, name: 'a.png' })
  })

  test('offers its response, decoded or raw', async () => {
    const { client, urls } = await open()
    const { data, response } = await client.files.createUrls(params).withResponse()
    expect(data.downloadUrl).toBe(urls.download_url)
    expect(response.headers.get('x-request-id')).toBe('r1')
    const raw = await client.files.createUrls(params).asResponse()
    expect(raw.bodyUsed).toBe(false)
    expect(await raw.json()).toMatchObject(urls)
  })

  test.each([
    [{ upload_url: 'https://x.test/' }, 'download_url: expected string'],
    [{ upload_url: 1, download_url: 'https://x.test/' }, 'upload_url: expected string'],
  ])('names the invalid field of a response: %j', async (body, named) => {
    const { client } = await open({
      sign: (res) => {
        respond(res, 200, body)
      },
    })
    const error = await failure(client.files.createUrls(params))
    expect(error.code).toBe('invalid-response')
    expect(error.message).toContain(named)
  })

  test('describes a 422 with the messages of its fields', async () => {
    const detail = [
      { loc: ['body', 'size'], msg: 'Input should be greater than 0', type: 'greater_than' },
      { loc: ['body', 'name'], msg: 'Field required', type: 'missing' },
    ]
    const { client, api } = await open({
      sign: (res) => {
        respond(res, 422, { detail }, { 'x-request-id': 'r9' })
      },
    })
    const error = await failure(client.files.createUrls(params))
    expect(error).toMatchObject({ code: 'bad-request', status: 422, requestId: 'r9' })
    expect(error.message).toBe(
      'WriftAI refused the request: size: Input should be greater than 0; name: Field required. Change that and try again.',
    )
    expect(api).toHaveLength(1)
  })

  test('keeps the code of other errors, with the server’s message if there is one', async () => {
    const { client } = await open({
      sign: (res, { headers }) => {
        if (headers['x-said']) respond(res, 401, { detail: 'Not authenticated' })
        else respond(res, 403, { error: 'no' })
      },
    })
    expect(await failure(client.files.createUrls(params, { headers: { 'x-said': '1' } }))).toMatchObject({
      code: 'unauthorized',
      message: 'WriftAI refused the request: Not authenticated.',
    })
    expect(await failure(client.files.createUrls(params))).toMatchObject({ code: 'forbidden', status: 403 })
  })

  test.each([[429], [500], [503], [599]])('retries a %i, at most twice', async (status) => {
    const { client, api } = await open({
      sign: (res) => {
        respond(res, status, {}, { 'x-ratelimit-reset': '1', 'retry-after': '0' })
      },
    })
    expect((await failure(client.files.createUrls(params))).status).toBe(status)
    expect(api).toHaveLength(3)
  })

  test.each([[400], [401], [404], [408], [425]])('does not retry a %i', async (status) => {
    const { client, api } = await open({
      sign: (res) => {
        respond(res, status, {}, { 'retry-after': '0' })
      },
    })
    await failure(client.files.createUrls(params))
    expect(api).toHaveLength(1)
  })

  test('sends one request with `retries: 0`', async () => {
    const { client, api } = await open({
      client: { retries: 0 },
      sign: (res) => {
        respond(res, 500, {})
      },
    })
    await failure(client.files.createUrls(params))
    expect(api).toHaveLength(1)
  })

  test('waits after a 429 until `x-ratelimit-reset`, a Unix time', async () => {
    const reset = Date.now() / 1000 + 0.7
    const { client, api } = await open({
      sign: (res) => {
        if (api.length === 1) respond(res, 429, {}, { 'x-ratelimit-reset': String(reset) })
        else respond(res, 200, { upload_url: 'https://x.test/', download_url: 'https://x.test/' })
      },
    })
    await client.files.createUrls(params)
    // Timers may fire up to a millisecond early.
    expect(Date.now()).toBeGreaterThanOrEqual(reset * 1000 - 2)
  })

  test('reports a distant reset instead of waiting for it, and ignores it on a 5xx', async () => {
    const inAnHour = String(Math.round(Date.now() / 1000) + 3600)
    const { client, api } = await open({
      sign: (res) => {
        if (api.length === 1) respond(res, 503, {}, { 'x-ratelimit-reset': inAnHour })
        else respond(res, 429, {}, { 'x-ratelimit-reset': inAnHour })
      },
    })
    const error = await failure(client.files.createUrls(params))
    expect(error.code).toBe('rate-limited')
    expect(error.retryAfterMs).toBeGreaterThan(3_590_000)
    expect(api).toHaveLength(2)
  })

  test('rejects with a timeout after `timeoutMs`, and ends when it is aborted', async () => {
    const { client } = await open({ client: { retries: 0 }, sign: () => undefined })
    expect(await failure(client.files.createUrls(params, { timeoutMs: 50 }))).toMatchObject({
      code: 'timeout',
    })
    const controller = new AbortController()
    const call = client.files.createUrls(params, { signal: controller.signal })
    controller.abort()
    expect((await failure(call)).code).toBe('aborted')
  })
})

describe('WriftAI client › files.upload', () => {
  const content = 'hello'
  const bytes = new TextEncoder().encode(content)
  const stream = () =>
    new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(controller) {
        controller.enqueue(bytes.slice(0, 2))
        controller.enqueue(bytes.slice(2))
        controller.close()
      },
    })

  test('uploads a File under its own name and returns its download URL', async () => {
    const { client, api, puts, urls } = await open()
    const url = await client.files.upload(new File([content], 'Übersicht 1.pdf'), { resource: 'prediction' })
    expectTypeOf(url).toEqualTypeOf<string>()
    expect(url).toBe(urls.download_url)
    expect(jsonOf(api[0])).toEqual({
      name: 'Übersicht 1.pdf',
      size: 5,
      resource: 'prediction',
      mime_type: 'application/pdf',
    })
    expect(puts).toHaveLength(1)
    expect(puts[0]).toMatchObject({ method: 'PUT', path: '/k', body: content })
    expect(puts[0]?.query.get('X-Amz-Signature')).toBe('sig')
    expect(puts[0]?.headers).toMatchObject({ 'content-type': 'application/pdf', 'content-length': '5' })
  })

  test.each([
    ['a Blob', () => new Blob([content])],
    ['an ArrayBuffer', () => bytes.buffer.slice(0)],
    ['a typed array', () => bytes],
    ['a part of a typed array', () => new TextEncoder().encode('__hello__').subarray(2, 7)],
    ['a ReadableStream', stream],
  ])('uploads %s under the given name', async (_, source) => {
    const { client, api, puts } = await open()
    await client.files.upload(source(), { resource: 'prediction', name: 'a.txt' })
    expect(jsonOf(api[0])).toMatchObject({ name: 'a.txt', size: 5, mime_type: 'text/plain' })
    expect(puts[0]?.body).toBe(content)
    expect(puts[0]?.headers).toMatchObject({ 'content-type': 'text/plain', 'content-length': '5' })
  })

  test('names a stream by the last segment of its path', async () => {
    const path = await writeTemporaryFile('clip.mp4', content)
    const { client, api, puts } = await open()
    await client.files.upload(createReadStream(path), { resource: 'prediction' })
    expect(jsonOf(api[0])).toMatchObject({ name: 'clip.mp4', size: 5, mime_type: 'video/mp4' })
    expect(puts[0]?.body).toBe(content)
  })

  test('prefers the given name to the file’s own', async () => {
    const { client, api } = await open()
    const file = new File([content], 'a.txt')
    await client.files.upload(file, { resource: 'prediction', name: 'b.csv' })
    expect(jsonOf(api[0])).toMatchObject({ name: 'b.csv', mime_type: 'text/csv' })
  })

  test.each([
    ['a Blob', () => new Blob([content])],
    ['bytes', () => bytes],
    ['a stream', stream],
  ])('throws a TypeError for %s without a name, and sends nothing', async (_, source) => {
    const { client, api } = await open()
    const call = client.files.upload(source(), { resource: 'prediction' })
    await expect(call).rejects.toThrow(TypeError)
    expect(api).toEqual([])
  })

  test('announces and sends an empty file as empty', async () => {
    const { client, api, puts } = await open()
    await client.files.upload(new File([], 'a.txt'), { resource: 'prediction' })
    expect(jsonOf(api[0])).toMatchObject({ size: 0 })
    expect(puts[0]?.headers['content-length']).toBe('0')
  })

  test.each([
    ['a.unknown', '', 'application/octet-stream'],
    ['a', '', 'application/octet-stream'],
    ['a', 'model/gltf-binary', 'model/gltf-binary'],
    ['a.png', 'text/plain', 'image/png'],
  ])('announces and sends %s of type "%s" as %s', async (name, type, expected) => {
    const { client, api, puts } = await open()
    await client.files.upload(new File([content], name, { type }), { resource: 'prediction' })
    expect(jsonOf(api[0])).toMatchObject({ mime_type: expected })
    expect(puts[0]?.headers['content-type']).toBe(expected)
  })

  test('sends nothing of the API’s headers and query to the store', async () => {
    const { client, api, puts } = await open({ client: { headers: () => ({ 'x-team': 'a' }) } })
    const call = { headers: { 'x-extra': 'b' }, query: { debug: '1' }, body: { ttl: 1 } }
    await client.files.upload(new File([content], 'a.txt'), { resource: 'prediction' }, call)
    expect(api[0]?.headers).toMatchObject({ 'x-team': 'a', 'x-extra': 'b' })
    expect(JSON.stringify(puts)).not.toMatch(/secret|x-team|x-extra|debug|ttl/)
    expect(puts[0]?.headers).not.toHaveProperty('authorization')
  })

  test('returns the API’s response', async () => {
    const { client, urls, puts } = await open()
    const upload = () => client.files.upload(new File([content], 'a.txt'), { resource: 'prediction' })
    const { data, response } = await upload().withResponse()
    expect(data).toBe(urls.download_url)
    expect(response.headers.get('x-request-id')).toBe('r1')
    const raw = await upload().asResponse()
    expect(raw.bodyUsed).toBe(false)
    expect(await raw.json()).toMatchObject(urls)
    expect(puts).toHaveLength(2)
  })

  test('rejects if the store refuses, without the URL’s signature', async () => {
    const { client, store } = await open({
      put: (res) => {
        respond(res, 403, { refused: true })
      },
    })
    const error = await failure(client.files.upload(new File([content], 'a.txt'), { resource: 'prediction' }))
    expect(error).toMatchObject({ code: 'forbidden', status: 403, url: `${store}/k` })
    expect(shown(error)).not.toMatch(/sig|secret/)
  })

  test('sends no bytes without URLs', async () => {
    const { client, puts } = await open({
      sign: (res) => {
        respond(res, 400, {})
      },
    })
    await failure(client.files.upload(new File([content], 'a.txt'), { resource: 'prediction' }))
    expect(puts).toEqual([])
  })

  test('ends when it is aborted', async () => {
    const controller = new AbortController()
    const { client } = await open({
      put: () => {
        controller.abort()
      },
    })
    const { signal } = controller
    const call = client.files.upload(new File([content], 'a.txt'), { resource: 'prediction' }, { signal })
    expect((await failure(call)).code).toBe('aborted')
  })
})

test.each([
  ['an unreachable server', 'http://127.0.0.1:1/v1'],
  ['an invalid URL', 'not a url'],
])('WriftAI client › keeps the token out of errors: %s', async (_, baseUrl) => {
  const client = createWriftaiClient({ baseUrl, accessToken: token, retries: 0 })
  expect(shown(await failure(client.files.createUrls(params)))).not.toContain('secret')
})

test('WriftAI client › does not quote a token that is no valid header value', async () => {
  const client = createWriftaiClient({ baseUrl: 'http://127.0.0.1:1', accessToken: 'secret\nsecret' })
  const error: unknown = await client.files.createUrls(params).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(TypeError)
  expect(shown(error)).not.toContain('secret')
})

describe('WriftAI backend', () => {
  test('uploads a file from selection to its download URL', async () => {
    const { client, baseUrl, api, puts, urls } = await open()
    const backend = wriftaiBackend(client)
    const uploader = createUploader({ backend, transfer: fetchTransfer })
    const [upload] = uploader.add([new File(['hello'], 'a.png', { type: 'image/png' })])
    const file = await uploader.wait(upload?.id ?? '')
    expect(file).toEqual({
      id: urls.download_url,
      url: urls.download_url,
      name: 'a.png',
      size: 5,
      contentType: 'image/png',
      kind: 'image',
      status: 'completed',
      raw: { uploadUrl: urls.upload_url, downloadUrl: urls.download_url },
    })
    expect(jsonOf(api[0])).toEqual({
      ...{ name: 'a.png', size: 5, resource: 'prediction' },
      mime_type: 'image/png',
    })
    expect(puts[0]).toMatchObject({ method: 'PUT', body: 'hello' })
    expect(puts[0]?.headers['content-type']).toBe('image/png')
    expect(puts[0]?.headers).not.toHaveProperty('authorization')
    expect(backend).toMatchObject({ name: 'wriftai', scope: baseUrl })
    expect(Object.keys(backend).sort()).toEqual(['name', 'scope', 'sign'])
  })

  test('signs several files in order; a refused file is an error at its index', async () => {
    const { client, urls } = await open({
      client: { retries: 0 },
      sign: (res, { body }) => {
        if (body.includes('bad'))
          respond(res, 422, { detail: [{ loc: ['body', 'name'], msg: 'Bad', type: 'x' }] })
        else respond(res, 200, { ...urls, download_url: body })
      },
    })
    const intent = { uploadId: 'u', size: 1, contentType: 'text/plain' }
    const names = ['a.txt', 'bad.txt', 'c.txt']
    const intents = names.map((name) => ({ ...intent, name }))
    const [a, bad, c] = await wriftaiBackend(client).sign(intents, {})
    expect(a).toMatchObject({ file: { name: 'a.txt', id: expect.stringContaining('a.txt') as unknown } })
    expect(bad).toMatchObject({
      code: 'bad-request',
      message: expect.stringContaining('name: Bad') as unknown,
    })
    expect(c).toMatchObject({
      file: { name: 'c.txt' },
      target: { type: 'put', headers: { 'Content-Type': 'text/plain' } },
    })
  })
})

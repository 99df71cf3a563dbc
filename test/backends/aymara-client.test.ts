import { createReadStream } from 'node:fs'
import { expect, expectTypeOf, test } from 'vitest'
import {
  createAymaraClient,
  type AymaraClient,
  type AymaraClientOptions,
} from '../../src/backends/aymara/client.ts'
import type { AymaraFileDetail } from '../../src/backends/aymara/schemas.ts'
import type { UploadErrorCode } from '../../src/errors.ts'
import type { BytesSource } from '../../src/lib/bytes-source.ts'
import { failure, shown } from '../support/failure.ts'
import { respond, serve } from '../support/http-server.ts'
import { writeTemporaryFile } from '../support/temporary-file.ts'
import { openAymara } from './aymara-server.ts'

const connect = (baseUrl: string, options: Partial<AymaraClientOptions> = {}) =>
  createAymaraClient({ baseUrl, apiKey: 'key-1', ...options })

test('Aymara client › create announces local and remote files in one call, in order', async () => {
  const { baseUrl, seen, store } = await openAymara()
  const created = await connect(baseUrl).files.create({
    workspaceUuid: 'w-1',
    files: [
      { localFilePath: 'a.png', contentType: 'image/png' },
      { remoteUri: 'https://example.com/file.mp4' },
    ],
  })
  expect(created).toEqual({
    workspaceUuid: 'w-1',
    files: [
      {
        fileUuid: 'f-1',
        fileUrl: `${store}/f-1?signature=write`,
        contentType: 'image/png',
        localFilePath: 'a.png',
        remoteFilePath: 'org/f-1',
        processingStatus: 'completed',
      },
      {
        fileUuid: 'f-2',
        fileUrl: `${store}/f-2?signature=read`,
        contentType: 'video/mp4',
        remoteFilePath: 'org/f-2',
        remoteUri: 'https://example.com/file.mp4',
        processingStatus: 'pending',
      },
    ],
  })
  expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
    workspace_uuid: 'w-1',
    files: [
      { local_file_path: 'a.png', content_type: 'image/png' },
      { remote_uri: 'https://example.com/file.mp4' },
    ],
  })
})

test('Aymara client › create omits absent properties', async () => {
  const { baseUrl, seen } = await openAymara()
  const client = connect(baseUrl)
  await client.files.create({ files: [{}], workspaceUuid: '' })
  await client.files.list({ workspaceUuid: '' })
  expect(seen[0]?.body).toBe('{"files":[{}]}')
  expect(seen[1]?.query.toString()).toBe('')
})

test.each<[string, () => BytesSource, string, string]>([
  ['a File', () => new File(['pixels'], 'own.png', { type: 'image/x-own' }), 'own.png', 'image/x-own'],
  ['an untyped File', () => new File(['pixels'], 'clip.mp4'), 'clip.mp4', 'video/mp4'],
  ['a Blob', () => new Blob(['pixels']), 'upload', 'application/octet-stream'],
  ['bytes', () => new TextEncoder().encode('pixels'), 'upload', 'application/octet-stream'],
  ['a buffer', () => new TextEncoder().encode('pixels').buffer, 'upload', 'application/octet-stream'],
  ['a stream', () => new Blob(['pixels']).stream(), 'upload', 'application/octet-stream'],
])('Aymara client › upload sends %s in a form', async (_, source, name, type) => {
  const { baseUrl, seen, files, store } = await openAymara()
  const uploaded = await connect(baseUrl).files.upload({ file: source(), workspaceUuid: 'w-1' })
  expect(uploaded).toEqual({
    fileUuid: 'f-1',
    fileUrl: `${store}/f-1?signature=read`,
    contentType: type,
    localFilePath: name,
    remoteFilePath: 'org/f-1',
    processingStatus: 'completed',
  })
  expect(files.get('f-1')?.bytes?.toString()).toBe('pixels')
  expect(seen[0]).toMatchObject({ method: 'POST', path: '/v2/files/-/uploads' })
  expect(seen[0]?.query.toString()).toBe('workspace_uuid=w-1')
  expect(seen[0]?.body).not.toContain('w-1')
})

test('Aymara client › upload names a stream by its path, or by `filename`', async () => {
  const { baseUrl } = await openAymara()
  const path = await writeTemporaryFile('report.pdf', '%PDF')
  const { files } = connect(baseUrl)
  expect(await files.upload({ file: createReadStream(path) })).toMatchObject({
    localFilePath: 'report.pdf',
    contentType: 'application/pdf',
  })
  const renamed = await files.upload({ file: createReadStream(path), filename: 'b.txt' })
  expect(renamed).toMatchObject({ localFilePath: 'b.txt', contentType: 'text/plain' })
})

test('Aymara client › get, getStatus and getFrames return every field', async () => {
  const { baseUrl, add, store } = await openAymara()
  add({
    type: 'video',
    contentType: 'video/mp4',
    from: { localFilePath: 'clip.mp4' },
    bytes: Buffer.from('1234'),
    video: { fps: 2, duration: 2, codec: 'h264' },
    workspace: 'w-1',
  })
  const { files } = connect(baseUrl)
  expect(await files.get('f-1')).toEqual({
    fileUuid: 'f-1',
    organizationUuid: 'org-1',
    workspaceUuid: 'w-1',
    contentType: 'video/mp4',
    fileType: 'video',
    fileSizeBytes: 4,
    fileUrl: `${store}/f-1?signature=read`,
    originalFileUrl: 'clip.mp4',
    remoteFilePath: 'org/f-1',
    videoMetadata: { fps: 2, duration: 2, codec: 'h264' },
    createdAt: new Date('2026-02-08T10:00:00.123Z'),
    // No zone is UTC, wherever the test runs.
    updatedAt: new Date('2026-02-08T10:00:01Z'),
  })
  expect(await files.getStatus('f-1')).toEqual({
    fileUuid: 'f-1',
    processingStatus: 'completed',
    remoteFilePath: 'org/f-1',
    createdAt: new Date('2026-02-08T10:00:00.123Z'),
    updatedAt: new Date('2026-02-08T10:00:01Z'),
  })
  expect(await files.getFrames('f-1')).toEqual({
    fileUuid: 'f-1',
    frameCount: 4,
    frameUrls: [0, 1, 2, 3].map((n) => `${store}/f-1/${n}.jpg?signature=read`),
  })
})

test('Aymara client › getStatus returns the reason of a failed file', async () => {
  const { baseUrl, add } = await openAymara()
  add({ status: 'failed', error: 'It has no frames.' })
  expect(await connect(baseUrl).files.getStatus('f-1')).toMatchObject({
    processingStatus: 'failed',
    errorMessage: 'It has no frames.',
    remoteFilePath: undefined,
  })
})

test('Aymara client › delete resolves with nothing, and the file no longer exists', async () => {
  const { baseUrl, add, seen, files } = await openAymara()
  add()
  const client = connect(baseUrl)
  expect(await client.files.delete('f-1')).toBeUndefined()
  expect(seen[0]).toMatchObject({ method: 'DELETE', path: '/v2/files/f-1' })
  expect(seen[0]?.headers.accept).toBe('*/*')
  expect(files.size).toBe(0)
  expect(await failure(client.files.delete('f-1'))).toMatchObject({ code: 'not-found', status: 404 })
})

const calls: Record<string, (client: AymaraClient, uuid: string) => PromiseLike<unknown>> = {
  get: (client, uuid) => client.files.get(uuid),
  delete: (client, uuid) => client.files.delete(uuid),
  getStatus: (client, uuid) => client.files.getStatus(uuid),
  getFrames: (client, uuid) => client.files.getFrames(uuid),
}

test.each(Object.entries(calls))(
  'Aymara client › %s with an empty id throws a TypeError before any request',
  async (_, call) => {
    const { baseUrl, seen } = await openAymara()
    for (const uuid of ['', '.', '..']) {
      await expect(call(connect(baseUrl), uuid)).rejects.toThrow(TypeError)
    }
    expect(seen).toEqual([])
    await failure(call(connect(baseUrl), 'a/../b?c'))
    expect(seen[0]?.path).toMatch(/^\/v2\/files\/a%2F..%2Fb%3Fc/)
  },
)

test('Aymara client › list returns 250 files on three pages, and iterates over all of them', async () => {
  const { baseUrl, add, seen } = await openAymara()
  for (let n = 0; n < 250; n++) add()
  const { files } = connect(baseUrl)

  const first = await files.list()
  expect([first.items.length, first.count, first.nextOffset]).toEqual([100, 250, 100])
  const second = await first.nextPage()
  const third = await second?.nextPage()
  expect([second?.items.length, third?.items.length]).toEqual([100, 50])
  expect(third?.nextOffset).toBeUndefined()
  expect(await third?.nextPage()).toBeUndefined()

  const byPromise: string[] = []
  for await (const file of files.list()) {
    expectTypeOf(file).toEqualTypeOf<AymaraFileDetail>()
    byPromise.push(file.fileUuid)
  }
  expect(new Set(byPromise).size).toBe(250)

  const byPage: string[] = []
  for await (const file of first) byPage.push(file.fileUuid)
  expect(byPage).toEqual(byPromise)
  expect(seen.map(({ query }) => query.get('offset'))).toEqual([
    ...[null, '100', '200'],
    ...[null, '100', '200'],
    ...['100', '200'],
  ])
})

test('Aymara client › list sends filters, headers and query with every page', async () => {
  const { baseUrl, add, seen } = await openAymara()
  for (let n = 0; n < 5; n++) add({ type: 'video', workspace: 'w-1' })
  add({ workspace: 'w-1' })
  add({ type: 'video' })
  const query = { workspaceUuid: 'w-1', fileType: 'video', limit: 2, offset: 1 } as const
  const found: string[] = []
  const call = { headers: { 'x-trace': 't' }, query: { debug: 'yes' } }
  for await (const file of connect(baseUrl).files.list(query, call)) found.push(file.fileUuid)
  expect(found).toEqual(['f-2', 'f-3', 'f-4', 'f-5'])
  expect(seen.map((request) => request.query.toString())).toEqual([
    'workspace_uuid=w-1&file_type=video&limit=2&offset=1&debug=yes',
    'workspace_uuid=w-1&file_type=video&limit=2&offset=3&debug=yes',
  ])
  expect(seen.map(({ headers }) => headers['x-trace'])).toEqual(['t', 't'])
})

test('Aymara client › list applies an offset of the call’s own query once', async () => {
  const { baseUrl, add, seen } = await openAymara()
  for (let n = 0; n < 5; n++) add()
  const found: string[] = []
  const list = connect(baseUrl).files.list({ limit: 2 }, { query: { offset: '2' } })
  for await (const file of list) found.push(file.fileUuid)
  expect(found).toEqual(['f-3', 'f-4', 'f-5'])
  expect(seen).toHaveLength(2)
})

test('Aymara client › list ends at an empty page and without a count', async () => {
  let requests = 0
  const url = await serve((req, res) => {
    requests++
    respond(res, 200, req.url?.includes('limit') ? { items: [], count: 9 } : { items: [], count: null })
  })
  const { files } = connect(url)
  expect((await files.list({ limit: 3 })).nextOffset).toBeUndefined()
  expect(await files.list()).toMatchObject({ items: [], count: undefined, nextOffset: undefined })
  for await (const _ of files.list({ limit: 3 })) throw new Error('There is none.')
  expect(requests).toBe(3)
})

test('Aymara client › list requests no further page after the iteration has been left', async () => {
  const { baseUrl, add, seen } = await openAymara()
  for (let n = 0; n < 5; n++) add()
  for await (const file of connect(baseUrl).files.list({ limit: 2 })) {
    if (file.fileUuid === 'f-2') break
  }
  expect(seen).toHaveLength(1)
})

test('Aymara client › list rejects its iteration with the error', async () => {
  const { baseUrl } = await openAymara()
  const { files } = createAymaraClient({ baseUrl })
  await expect(async () => {
    for await (const _ of files.list()) throw new Error('There is none.')
  }).rejects.toMatchObject({ code: 'unauthorized' })
})

test('Aymara client › sends credentials and the sandbox switch as headers, or none', async () => {
  const { baseUrl, seen } = await openAymara()
  await connect(baseUrl, { bearerToken: 'token-1', useSandbox: true }).files.list()
  await connect(baseUrl, {
    useSandbox: false,
    headers: () => Promise.resolve({ 'x-extra': 'e' }),
  }).files.list()
  await failure(createAymaraClient({ baseUrl }).files.list())
  expect(
    seen.map(({ headers }) => [
      headers['x-api-key'],
      headers.authorization,
      headers['x-use-sandbox'],
      headers['x-extra'],
    ]),
  ).toEqual([
    ['key-1', 'Bearer token-1', 'True', undefined],
    ['key-1', undefined, 'False', 'e'],
    [undefined, undefined, undefined, undefined],
  ])
})

test('Aymara client › takes headers, query, body and timeout per call', async () => {
  const { baseUrl, seen, add } = await openAymara((request) => request.query.has('hang'))
  add()
  const { files } = connect(baseUrl)
  const call = { headers: { 'X-Api-Key': 'key-1', 'x-trace': 't' }, query: { debug: 'yes' } }
  await files.create({ files: [] }, { ...call, body: { dry_run: true } })
  await files.upload({ file: new Blob(['x']) }, { ...call, body: { tag: 'blue' } })
  await files.get('f-1', call)
  await files.getStatus('f-1', call)
  await files.getFrames('f-1', call)
  await files.delete('f-1', {
    headers: new Headers({ ...call.headers, accept: 'text/plain' }),
    query: call.query,
  })
  expect(seen.map(({ headers, query }) => [headers['x-trace'], query.get('debug')])).toEqual(
    Array.from({ length: 6 }, () => ['t', 'yes']),
  )
  expect(seen[0]?.body).toBe('{"files":[],"dry_run":true}')
  expect(seen[1]?.body).toMatch(/name="tag"\r\n\r\nblue/)
  expect(seen[5]?.headers.accept).toBe('text/plain')
  const hanging = connect(baseUrl, { retries: 0 }).files.list({}, { query: { hang: '1' }, timeoutMs: 30 })
  expect(await failure(hanging)).toMatchObject({ code: 'timeout' })
})

test('Aymara client › ends a call when it is aborted', async () => {
  const { baseUrl } = await openAymara(() => true)
  const controller = new AbortController()
  const call = connect(baseUrl).files.get('f-1', { signal: controller.signal })
  controller.abort(new Error('left the page'))
  const error = await failure(call)
  expect(error).toMatchObject({ code: 'aborted', cause: { message: 'left the page' } })
})

test('Aymara client › offers raw and streamed responses', async () => {
  const { baseUrl, add } = await openAymara()
  add()
  const { files } = connect(baseUrl)
  const { data, response } = await files.get('f-1').withResponse()
  expect([data.fileUuid, response.headers.get('x-request-id')]).toEqual(['f-1', 'header-id'])
  const raw = await files.getStatus('f-1').asResponse()
  expect(raw.bodyUsed).toBe(false)
  expect(await raw.json()).toMatchObject({ file_uuid: 'f-1' })
  const page = await files.list().withResponse()
  expect([page.data.items.length, page.response.status]).toEqual([1, 200])
  expect((await files.upload({ file: new Blob(['x']) }).asResponse()).status).toBe(200)
  expect((await files.delete('f-1').withResponse()).response.status).toBe(204)
})

test.each([408, 409, 429, 500, 502, 503])('Aymara client › retries status %i twice', async (status) => {
  let requests = 0
  const url = await serve((_, res) => {
    requests++
    respond(res, status, {}, { 'retry-after-ms': '1', 'retry-after': '50' })
  })
  expect(await failure(connect(url).files.get('f-1'))).toMatchObject({ status })
  expect(requests).toBe(3)
})

test.each([400, 401, 403, 404, 422])('Aymara client › does not retry status %i', async (status) => {
  let requests = 0
  const url = await serve((_, res) => {
    requests++
    respond(res, status, {})
  })
  expect(await failure(connect(url).files.get('f-1'))).toMatchObject({ status })
  expect(requests).toBe(1)
})

test('Aymara client › follows x-should-retry rather than the status', async () => {
  const counts: Record<string, number> = {}
  const url = await serve((req, res) => {
    const path = req.url ?? ''
    counts[path] = (counts[path] ?? 0) + 1
    const again = path.endsWith('/again')
    const headers = { 'x-should-retry': String(again), 'retry-after-ms': '1' }
    respond(res, again ? 400 : 503, {}, headers)
  })
  const { files } = connect(url, { retries: 1 })
  await failure(files.get('again'))
  await failure(files.get('final'))
  expect(counts).toEqual({ '/v2/files/again': 2, '/v2/files/final': 1 })
})

test('Aymara client › retries a call without a response, unless `retries` is 0', async () => {
  let requests = 0
  const url = await serve((req) => {
    requests++
    req.socket.destroy()
  })
  expect(await failure(connect(url, { retries: 1 }).files.list())).toMatchObject({ code: 'network' })
  expect(requests).toBe(2)
  await failure(connect(url, { retries: 0 }).files.list())
  expect(requests).toBe(3)
})

test('Aymara client › does not wait for a server that asks for more than a minute', async () => {
  const url = await serve((_, res) => {
    respond(res, 429, {}, { 'retry-after': '61' })
  })
  expect(await failure(connect(url).files.list())).toMatchObject({
    code: 'rate-limited',
    retryAfterMs: 61_000,
  })
})

test.each<[number, string, UploadErrorCode]>([
  [401, 'auth.invalid_key', 'unauthorized'],
  [401, 'auth.expired_key', 'unauthorized'],
  [403, 'auth.insufficient_permissions', 'forbidden'],
  [400, 'validation.invalid_request', 'unsupported'],
  [422, 'validation.invalid_format', 'unsupported'],
  [404, 'resource.not_found', 'not-found'],
  [409, 'resource.conflict', 'conflict'],
  [429, 'quota.limit_exceeded', 'rate-limited'],
  [500, 'server.internal_error', 'server-error'],
  [403, 'something.new', 'forbidden'],
])('Aymara client › maps %i %s to %s, with the API’s own message', async (status, code, ours) => {
  const url = await serve((_, res) => {
    respond(res, status, {
      error: { code, message: 'Because of that.', details: { a: 1 } },
      request_id: 'req-7',
    })
  })
  const error = await failure(connect(url, { retries: 0 }).files.get('f-1'))
  expect(error).toMatchObject({ code: ours, status, message: 'Because of that.', requestId: 'req-7' })
  expect(error.url).toBe(`${url}/v2/files/f-1`)
})

test('Aymara client › describes an error without a message in its own words', async () => {
  const url = await serve((_, res) => {
    respond(res, 404, { error: { code: null, message: '' } }, { 'x-request-id': 'header-id' })
  })
  const error = await failure(connect(url).files.get('f-1'))
  expect(error).toMatchObject({ code: 'not-found', requestId: 'header-id' })
  expect(error.message).toContain('404')
})

const state = { file_uuid: 'f', processing_status: 'completed', created_at: 'now', updated_at: 'now' }
test.each<[string, (client: AymaraClient) => PromiseLike<unknown>, unknown, string]>([
  [
    'create',
    (c) => c.files.create({ files: [] }),
    { files: [{ file_url: 5 }] },
    'files[0].file_url: expected string',
  ],
  ['create', (c) => c.files.create({ files: [] }), {}, 'files: expected array'],
  ['list', (c) => c.files.list(), { items: [{ file_uuid: 1 }] }, 'items[0].file_uuid: expected string'],
  ['list', (c) => c.files.list(), { items: [], count: '3' }, 'count: expected'],
  ['get', (c) => c.files.get('f'), null, 'the response itself: expected object'],
  [
    'getStatus',
    (c) => c.files.getStatus('f'),
    { ...state, processing_status: 'done' },
    'processing_status: expected pending',
  ],
  ['getStatus', (c) => c.files.getStatus('f'), state, 'created_at: '],
  [
    'getFrames',
    (c) => c.files.getFrames('f'),
    { file_uuid: 'f', frame_count: 1.5, frame_urls: [] },
    'frame_count: ',
  ],
  [
    'getFrames',
    (c) => c.files.getFrames('f'),
    { file_uuid: 'f', frame_count: 1, frame_urls: [1] },
    'frame_urls[0]: expected string',
  ],
])('Aymara client › %s names the field of a wrong type', async (_, call, body, named) => {
  const url = await serve((_, res) => {
    respond(res, 200, body)
  })
  const error = await failure(call(connect(url)))
  expect(error.code).toBe('invalid-response')
  expect(error.message).toContain(named)
})

test('Aymara client › keeps keys out of URLs and errors', async () => {
  const secrets = { apiKey: 'very-secret-key', bearerToken: 'very-secret-token' }
  const { baseUrl, seen } = await openAymara()
  const unreachable = createAymaraClient({ ...secrets, baseUrl: 'http://127.0.0.1:1', retries: 0 })
  const client = createAymaraClient({ ...secrets, baseUrl })
  const broken = createAymaraClient({ baseUrl, apiKey: 'very-secret\nkey' })
  for (const call of [
    unreachable.files.list(),
    client.files.get('f-1'),
    client.files.upload({ file: new Blob() }),
  ]) {
    const error = await failure(call)
    expect(shown(error)).not.toContain('very-secret')
  }
  expect(shown(await Promise.resolve(broken.files.list()).catch((error: unknown) => error))).not.toContain(
    'very-secret',
  )
  for (const { path, query, body } of seen) {
    expect([path, String(query), body].join()).not.toContain('very-secret')
  }
})

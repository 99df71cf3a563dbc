import { createReadStream } from 'node:fs'
import { expect, test } from 'vitest'
import { createPerseusClient, type PerseusClient } from '../../src/backends/perseus/client.ts'
import type { BytesSource } from '../../src/lib/bytes-source.ts'
import { failure, shown } from '../support/failure.ts'
import { respond, serve } from '../support/http-server.ts'
import { writeTemporaryFile } from '../support/temporary-file.ts'
import { hashOf, openPerseus } from './perseus-server.ts'

async function open(...options: Parameters<typeof openPerseus>) {
  const perseus = await openPerseus(...options)
  return { ...perseus, client: createPerseusClient({ baseUrl: perseus.baseUrl, apiKey: 'key-1' }) }
}

const content = 'test content'
const sourceHash = '6ae8a75555209fd6c44157c0aed8016e763ff435a19cf186f76863140143ff72'
const file = (name = 'a.txt', text = content) => new File([text], name, { type: 'text/plain' })

test('Perseus client › createFile announces a file by the hash of its content and returns the upload URL', async () => {
  const { client, store, seen } = await open()
  const created = await client.createFile('a.txt', sourceHash)
  expect(created).toEqual({
    file: { id: 'p-1', name: 'a.txt', status: 'pending', createdAt: expect.any(Date) as Date },
    uploadUrl: `${store}/p-1?signature=1`,
  })
  expect(seen[0]).toMatchObject({ method: 'POST', path: '/api/v0/file' })
  expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ name: 'a.txt', sourceHash: sourceHash })
})

test('Perseus client › createFile rejects existing content as a duplicate', async () => {
  const { client, add } = await open()
  add({ sourceHash: sourceHash })
  expect(await failure(client.createFile('a.txt', sourceHash))).toMatchObject({
    code: 'duplicate',
    status: 409,
    message: 'This content exists.',
  })
})

test('Perseus client › uploadFile sends a new file and returns it as created', async () => {
  const { client, files, puts, seen } = await open()
  const uploaded = await client.uploadFile(file())
  expect(uploaded).toEqual({
    id: 'p-1',
    name: 'a.txt',
    status: 'pending',
    createdAt: expect.any(Date) as Date,
  })
  expect(files.get('p-1')).toMatchObject({ bytes: content, sourceHash: sourceHash })
  expect(seen).toHaveLength(1)
  expect(puts).toHaveLength(1)
  expect(puts[0]).toMatchObject({ method: 'PUT', path: '/p-1', query: new URLSearchParams('signature=1') })
  expect(puts[0]?.headers).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-length': String(content.length),
  })
})

test('Perseus client › uploadFile sends no bytes for existing content and returns its file', async () => {
  const { client, puts } = await open()
  const first = await client.uploadFile(file())
  const second = await client.uploadFile(file('another name.txt'))
  expect(second).toEqual({ ...first, status: 'uploaded' })
  expect(puts).toHaveLength(1)
})

test('Perseus client › uploadFile returns the most complete of several files with the content', async () => {
  const { client, add, files } = await open()
  add({ sourceHash: sourceHash, status: 'failed' })
  expect(await client.uploadFile(file())).toMatchObject({ id: 'p-1', status: 'failed' })
  add({ sourceHash: sourceHash, status: 'pending' })
  expect(await client.uploadFile(file())).toMatchObject({ id: 'p-2', status: 'pending' })
  add({ sourceHash: sourceHash })
  expect(await client.uploadFile(file())).toMatchObject({ id: 'p-3', status: 'uploaded' })
  expect(files.size).toBe(3)
})

test('Perseus client › uploadFile reports a conflict with a file that cannot be found', async () => {
  const { client } = await open((request, res) => {
    if (request.path !== '/api/v0/file') return false
    res.writeHead(409).end('no JSON')
    return true
  })
  const error = await failure(client.uploadFile(file()))
  expect(error.code).toBe('duplicate')
  expect(error.message).toContain('lists no file')
})

test('Perseus client › uploadFile sends nothing without an upload URL', async () => {
  const { client, server, puts } = await open()
  server.givesUrls = false
  expect(await client.uploadFile(file())).toMatchObject({ id: 'p-1', status: 'pending' })
  expect((await client.createFile('b.txt', '00')).uploadUrl).toBeUndefined()
  expect(puts).toEqual([])
})

test.each<[string, () => BytesSource]>([
  ['a Blob', () => new Blob([content])],
  ['bytes', () => new TextEncoder().encode(content)],
  ['a buffer', () => new TextEncoder().encode(content).buffer],
  ['a stream', () => new Blob([content]).stream()],
])(
  'Perseus client › uploadFile takes %s with a name, and throws a TypeError without one',
  async (_, source) => {
    const { client, files, seen } = await open()
    await expect(client.uploadFile(source())).rejects.toThrow(TypeError)
    expect(seen).toEqual([])
    await client.uploadFile(source(), { name: 'b.txt' })
    expect(files.get('p-1')).toMatchObject({ name: 'b.txt', bytes: content, sourceHash: sourceHash })
  },
)

test('Perseus client › uploadFile takes a stream of a path, and its name', async () => {
  const { client, files } = await open()
  const path = await writeTemporaryFile('report.txt', content)
  await client.uploadFile(createReadStream(path))
  expect(files.get('p-1')).toMatchObject({ name: 'report.txt', bytes: content, sourceHash: sourceHash })
})

test('Perseus client › uploadFile hashes large content in slices, to the same digest', async () => {
  const { client, seen, add } = await open()
  const bytes = new Uint8Array(9 * 1024 * 1024 + 1).map((_, at) => at % 251)
  add({ sourceHash: hashOf(bytes) })
  expect(await client.uploadFile(bytes, { name: 'big.bin' })).toMatchObject({ id: 'p-1' })
  expect(seen[0]?.body).toContain(hashOf(bytes))
})

test('Perseus client › uploadFile deletes the file if its bytes could not be sent', async () => {
  const { client, server, files } = await open()
  server.storeStatus = 403
  const error = await failure(client.uploadFile(file()))
  expect(error).toMatchObject({ code: 'forbidden', status: 403 })
  expect(error.url).not.toContain('signature')
  expect(files.size).toBe(0)
  server.storeStatus = 200
  await client.uploadFile(file())
  expect(files.get('p-2')).toMatchObject({ bytes: content })
})

test('Perseus client › uploadFile rejects with the reason when it is aborted', async () => {
  const { client, seen } = await open(() => true)
  const early = new AbortController()
  early.abort(new Error('left the page'))
  expect(await failure(client.uploadFile(file(), { signal: early.signal }))).toMatchObject({
    code: 'aborted',
    cause: { message: 'left the page' },
  })
  expect(seen).toEqual([])
  const late = new AbortController()
  const upload = client.uploadFile(file(), { signal: late.signal })
  setTimeout(() => {
    late.abort()
  }, 50)
  expect(await failure(upload)).toMatchObject({ code: 'aborted' })
})

test('Perseus client › uploadFile rejects with file-unreadable if the file cannot be read', async () => {
  const { client } = await open()
  const broken = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull() {
      throw new Error('The disk is gone.')
    },
  })
  expect(await failure(client.uploadFile(broken, { name: 'a' }))).toMatchObject({
    code: 'file-unreadable',
    cause: { message: 'The disk is gone.' },
  })
})

test('Perseus client › findFiles finds by ids and by hashes, and returns an empty list for none', async () => {
  const { client, add, seen } = await open()
  add({ sourceHash: 'aa', createdAt: '2026-01-02T03:04:05.678Z' })
  add({ sourceHash: 'bb', status: 'failed' })
  add({ sourceHash: 'cc', status: 'pending' })
  const ids = (files: readonly { id: string }[]) => files.map(({ id }) => id)
  expect(ids(await client.findFiles({ ids: ['p-1', 'gone'] }))).toEqual(['p-1'])
  expect(ids(await client.findFiles({ sourceHashes: ['bb', 'cc'] }))).toEqual(['p-2', 'p-3'])
  expect(ids(await client.findFiles({ ids: ['p-1'], sourceHashes: ['bb'] }))).toEqual(['p-1', 'p-2'])
  expect(await client.findFiles({ ids: ['gone'] })).toEqual([])
  expect(await client.findFiles()).toEqual([])
  await client.findFiles({ ids: [], sourceHashes: [] })
  expect(seen.map(({ body }) => body)).toEqual([
    '{"ids":["p-1","gone"]}',
    '{"sourceHashes":["bb","cc"]}',
    '{"ids":["p-1"],"sourceHashes":["bb"]}',
    '{"ids":["gone"]}',
    '{}',
    '{}',
  ])
  expect(await client.findFiles({ ids: ['p-1'] })).toEqual([
    { id: 'p-1', name: 'stored.txt', status: 'uploaded', createdAt: new Date('2026-01-02T03:04:05.678Z') },
  ])
})

test('Perseus client › findFile returns the file or undefined', async () => {
  const { client, add } = await open()
  add({ sourceHash: 'aa' })
  expect(await client.findFile('p-1')).toMatchObject({ id: 'p-1', status: 'uploaded' })
  expect(await client.findFile('gone')).toBeUndefined()
})

test('Perseus client › deleteFile deletes, and throws a TypeError without an id', async () => {
  const { client, add, files, seen } = await open()
  add({ sourceHash: 'aa' })
  for (const id of ['', '.', '..']) await expect(client.deleteFile(id)).rejects.toThrow(TypeError)
  expect(seen).toEqual([])
  expect(await client.deleteFile('p-1')).toBeUndefined()
  expect(seen[0]).toMatchObject({ method: 'DELETE', path: '/api/v0/file/p-1' })
  expect(files.size).toBe(0)
  expect(await failure(client.deleteFile('p-1'))).toMatchObject({
    code: 'not-found',
    message: 'No such file.',
  })
})

test('Perseus client › waitForFileUpload polls every half a second until the file is uploaded', async () => {
  const { client, add, seen } = await open()
  const stored = add({ sourceHash: 'aa', status: 'pending' })
  setTimeout(() => {
    stored.status = 'uploaded'
  }, 700)
  const start = Date.now()
  expect(await client.waitForFileUpload('p-1')).toMatchObject({ id: 'p-1', status: 'uploaded' })
  expect(Date.now() - start).toBeGreaterThan(950)
  expect(seen).toHaveLength(3)
  expect(seen.map(({ body }) => body)).toContain('{"ids":["p-1"]}')
})

test('Perseus client › waitForFileUpload rejects if the file failed, does not exist or takes too long', async () => {
  const { client, add, seen } = await open()
  add({ sourceHash: 'aa', status: 'failed' })
  add({ sourceHash: 'bb', status: 'pending' })
  expect(await failure(client.waitForFileUpload('p-1'))).toMatchObject({ code: 'processing-failed' })
  expect(await failure(client.waitForFileUpload('gone'))).toMatchObject({ code: 'not-found' })
  seen.length = 0
  const wait = client.waitForFileUpload('p-2', { pollingIntervalMs: 100, timeoutMs: 1_000 })
  const error = await failure(wait)
  expect(error).toMatchObject({ code: 'processing-timeout' })
  expect(error.message).toContain('1 s')
  expect(seen.length).toBeGreaterThan(1)
  expect(seen.length).toBeLessThan(12)
})

test('Perseus client › waitForFileUpload stops at a timeout of a request and when it is aborted', async () => {
  const { client } = await open(() => true)
  expect(await failure(client.waitForFileUpload('p-1', { timeoutMs: 50 }))).toMatchObject({
    code: 'processing-timeout',
  })
  const { client: other, add } = await open()
  add({ sourceHash: 'aa', status: 'pending' })
  const controller = new AbortController()
  const wait = other.waitForFileUpload('p-1', { pollingIntervalMs: 60_000, signal: controller.signal })
  setTimeout(() => {
    controller.abort(new Error('left the page'))
  }, 50)
  expect(await failure(wait)).toMatchObject({ code: 'aborted', cause: { message: 'left the page' } })
})

test('Perseus client › does not retry unless `retries` is set', async () => {
  let requests = 0
  const url = await serve((_, res) => {
    requests++
    respond(res, 503, {}, { 'retry-after': '0' })
  })
  await failure(createPerseusClient({ baseUrl: url }).findFile('p-1'))
  expect(requests).toBe(1)
  await failure(createPerseusClient({ baseUrl: url, retries: 1 }).findFile('p-1'))
  expect(requests).toBe(3)
})

test('Perseus client › takes headers, query, body and timeout per call, and offers its response', async () => {
  const { client, add, seen } = await open((request) => request.query.has('hang'))
  add({ sourceHash: 'aa' })
  const call = { headers: { 'x-trace': 't' }, query: { debug: 'yes' }, body: { more: 1 } }
  const { data, response } = await client.findFiles({ ids: ['p-1'] }, call).withResponse()
  expect([data.length, response.status]).toEqual([1, 200])
  expect((await client.findFile('p-1', call).asResponse()).bodyUsed).toBe(false)
  expect((await client.createFile('b', 'bb', call).withResponse()).response.status).toBe(201)
  expect((await client.deleteFile('p-1', call).withResponse()).response.status).toBe(204)
  await client.uploadFile(file(), call)
  for (const { headers, query, body } of seen) {
    expect([headers['x-trace'], query.get('debug'), JSON.parse(body)]).toMatchObject([
      't',
      'yes',
      { more: 1 },
    ])
  }
  expect(await failure(client.findFile('p-1', { query: { hang: '1' }, timeoutMs: 30 }))).toMatchObject({
    code: 'timeout',
  })
})

test('Perseus client › calls the headers function before each call; its headers override the key', async () => {
  const { baseUrl, seen } = await open()
  const client = createPerseusClient({
    baseUrl,
    apiKey: 'old',
    headers: () => Promise.resolve({ authorization: 'Bearer key-1' }),
  })
  await client.findFiles({ ids: ['p-1'] })
  await failure(createPerseusClient({ baseUrl }).findFiles())
  expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer key-1', undefined])
})

test.each([
  [{ message: 'By message.', error: 'no' }, 'By message.'],
  [{ message: '', error: 'By error.' }, 'By error.'],
  [{ error: { code: 1 }, detail: 'By detail.' }, 'By detail.'],
  [{ msg: 'By msg.' }, 'By msg.'],
  [{ detail: [{ loc: ['body'] }] }, '(400)'],
  [['a list'], '(400)'],
  ['text', '(400)'],
])('Perseus client › describes an error with %j as: %s', async (body, said) => {
  const url = await serve((_, res) => {
    respond(res, 400, body)
  })
  const error = await failure(createPerseusClient({ baseUrl: url }).findFiles())
  expect(error).toMatchObject({ code: 'bad-request', status: 400 })
  expect(error.message).toContain(said)
})

const good = { id: 'p', name: 'n', status: 'pending', createdAt: '2026-01-01T00:00:00Z' }
test.each<[(client: PerseusClient) => PromiseLike<unknown>, unknown, string]>([
  [(c) => c.createFile('a', 'b'), { file: { ...good, id: 1 } }, 'file.id: expected string'],
  [(c) => c.createFile('a', 'b'), { file: good, uploadUrl: 1 }, 'uploadUrl: expected string'],
  [(c) => c.createFile('a', 'b'), good, 'file: expected object'],
  [
    (c) => c.findFiles(),
    { files: [good, { ...good, status: 'UPLOADED' }] },
    'files[1].status: expected pending or',
  ],
  [(c) => c.findFile('p'), { files: [{ ...good, createdAt: 'today' }] }, 'files[0].createdAt: '],
  [(c) => c.findFile('p'), [], 'the response itself: expected object'],
])('Perseus client › names the field of a wrong type', async (call, body, named) => {
  const url = await serve((_, res) => {
    respond(res, 200, body)
  })
  const error = await failure(call(createPerseusClient({ baseUrl: url })))
  expect(error.code).toBe('invalid-response')
  expect(error.message).toContain(named)
})

test('Perseus client › keeps the key out of URLs, errors and requests to the store', async () => {
  const { baseUrl, puts, seen, server } = await openPerseus()
  const apiKey = 'key-1'
  const client = createPerseusClient({ baseUrl, apiKey })
  await client.uploadFile(file())
  server.storeStatus = 500
  const failures = [
    await failure(client.uploadFile(file('b.txt', 'other'))),
    await failure(createPerseusClient({ baseUrl: 'http://127.0.0.1:1', apiKey }).findFiles()),
    await failure(client.deleteFile('gone')),
  ]
  expect(puts).toHaveLength(2)
  expect(JSON.stringify(puts)).not.toContain(apiKey)
  expect(seen.map(({ path, query, body }) => `${path}?${query.toString()}${body}`).join()).not.toContain(
    apiKey,
  )
  for (const error of failures) expect(shown(error)).not.toContain(apiKey)
})

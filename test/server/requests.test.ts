import { S3Client } from '@aws-sdk/client-s3'
import { describe, expect, test } from 'vitest'
import { SignResponse } from '../../src/backends/s3/wire.ts'
import { createUploadHandler, UploadError } from '../../src/server/index.ts'
import { openUploadServer } from './open-upload-server.ts'

const credentials = { accessKeyId: 'access-key', secretAccessKey: 'secret-key' }
// No store listens there: these responses do not need it.
const s3 = new S3Client({
  endpoint: 'http://127.0.0.1:1',
  region: 'x',
  credentials,
  forcePathStyle: true,
  maxAttempts: 1,
})

const open = (options = {}) => openUploadServer({ s3, bucket: 'bucket', maxBatchSize: 2, ...options })
const server = await open()

const file = { name: 'a.txt', contentType: 'text/plain', size: 1 }
const sign = (body: unknown, question = {}) => server.ask('sign', { method: 'POST', body, ...question })

describe('upload handler › routes', () => {
  test.each(['', 'nothing', 'constructor', 'parts', 'sign/it'])('responds with 404 for %j', async (route) => {
    const response = await server.ask(route, { method: 'POST', body: {} })
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ error: { code: 'not-found' } })
  })

  test.each([
    ['GET', 'sign', 'POST'],
    ['GET', 'confirm', 'POST'],
    ['POST', 'file', 'GET, DELETE'],
    ['DELETE', 'list', 'GET'],
    ['PUT', 'status', 'GET'],
  ])('%s %s responds with 405 and allow: %s', async (method, route, allow) => {
    const response = await server.ask(route, { method })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe(allow)
  })

  test.each(['', '/api', '/deep/down/here', '/with/a/slash/', '/parts', '/sign'])(
    'match when mounted at %j',
    async (base) => {
      const { origin } = new URL(server.url)
      const url = `${origin}${base.replace(/\/$/, '')}/sign${base.endsWith('/') ? '/' : ''}`
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'x-owner': 'alice', 'content-type': 'application/json' },
        body: JSON.stringify({ files: [file] }),
      })
      expect(SignResponse(await response.json()).uploads).toHaveLength(1)
    },
  )
})

test('upload handler › matches a path of a million slashes in linear time', async () => {
  const handler = createUploadHandler({ s3, bucket: 'bucket', authorize: () => null })
  const slashes = '/'.repeat(1_000_000)
  for (const path of [`${slashes}y`, `${slashes}sign${slashes}`]) {
    expect((await handler(new Request(`http://localhost${path}`))).status).toBe(
      path.endsWith('y') ? 404 : 405,
    )
  }
})

describe('upload handler › responses', () => {
  test('are JSON and not cached', async () => {
    for (const response of [await sign({ files: [file] }), await server.ask('nothing')]) {
      expect(response.headers.get('content-type')).toBe('application/json')
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  test('repeat the request’s id', async () => {
    const response = await sign({ files: [file] }, { headers: { 'x-request-id': 'trace:42' } })
    expect(response.headers.get('x-request-id')).toBe('trace:42')
  })

  test.each([undefined, 'two words', 'x'.repeat(129)])('have a new request id instead of %j', async (id) => {
    const response = await sign({ files: [file] }, { headers: id ? { 'x-request-id': id } : {} })
    expect(response.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
  })
})

describe('upload handler › request bodies', () => {
  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonx',
  ])('of type %s respond with 415', async (type) => {
    const response = await sign({ files: [file] }, { headers: { 'content-type': type } })
    expect(response.status).toBe(415)
    expect(await response.json()).toMatchObject({ error: { code: 'content-type' } })
  })

  test('of JSON with a charset are parsed', async () => {
    const headers = { 'content-type': 'Application/JSON; charset=utf-8' }
    expect((await sign({ files: [file] }, { headers })).status).toBe(200)
  })

  test('of more than 1 MiB respond with 413', async () => {
    const response = await sign({ files: [{ ...file, name: 'x'.repeat(1024 ** 2) }] })
    expect(response.status).toBe(413)
  })

  test('of 200 files with the maximum metadata are accepted', async () => {
    const usual = await open({ maxBatchSize: undefined })
    const whole = {
      ...file,
      name: 'ملف'.repeat(20),
      relativePath: 'م'.repeat(80),
      contentHash: 'a'.repeat(64),
      checksum: 'b'.repeat(64),
      metadata: { note: 'x'.repeat(500) },
    }
    const { uploads } = await usual.read(SignResponse, 'sign', {
      method: 'POST',
      body: { files: Array.from({ length: 200 }, () => whole) },
    })
    expect(uploads.filter((upload) => 'target' in upload)).toHaveLength(200)
  })

  test('of 10,000 parts with long ETags are accepted', async () => {
    const parts = Array.from({ length: 10_000 }, (_, index) => ({ number: index + 1, etag: 'x'.repeat(200) }))
    const body = { resumeToken: 'nonsense', parts }
    expect((await server.ask('complete-multipart', { method: 'POST', body })).status).toBe(404)
  })

  test('of more than 1 MiB without content-length respond with 413', async () => {
    const chunk = new TextEncoder().encode(' '.repeat(64 * 1024))
    let left = 64
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => (left-- > 0 ? controller.enqueue(chunk) : controller.close()),
    })
    const init = { method: 'POST', body, duplex: 'half' }
    const headers = { 'x-owner': 'alice', 'content-type': 'application/json' }
    const response = await fetch(`${server.url}/sign`, { ...init, headers })
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ error: { code: 'too-large' } })
  })

  test.each([
    ['{', 'JSON'],
    ['', 'JSON'],
    ['\xff', 'UTF-8'],
    ['null', 'body'],
    ['{}', 'files'],
    ['{"files":[]}', 'files'],
    ['{"files":[{"name":"a","contentType":"a/b","size":-1}]}', 'files[0].size'],
    ['{"files":[{"name":"a","contentType":"a/b","size":1.5}]}', 'files[0].size'],
    ['{"files":[{"name":1,"contentType":"a/b","size":1}]}', 'files[0].name'],
    ['{"files":[{"name":"a","contentType":"a/b","size":1,"metadata":{"k":1}}]}', 'files[0].metadata.k'],
  ])('like %j respond with 400, naming %s', async (text, field) => {
    const response = await fetch(`${server.url}/sign`, {
      method: 'POST',
      headers: { 'x-owner': 'alice', 'content-type': 'application/json' },
      body: Uint8Array.from(text, (character) => character.charCodeAt(0)),
    })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain(field)
  })

  test('with too many files respond with 400', async () => {
    const response = await sign({ files: [file, file, file] })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { code: 'too-many-files' } })
  })

  test('without an id respond with 400', async () => {
    expect((await server.ask('confirm', { method: 'POST', body: {} })).status).toBe(400)
    expect((await server.ask('file')).status).toBe(400)
  })
})

describe('upload handler › authorize', () => {
  test.each([null, undefined, false, 0, ''] as const)('responds with 401 for %j', async (unauthorized) => {
    const refusing = await open({ authorize: () => unauthorized })
    const response = await refusing.ask('sign', { method: 'POST', body: { files: [file] } })
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ error: { code: 'unauthorized' } })
  })

  test('passes the code and message of an UploadError to the client', async () => {
    const refusing = await open({
      authorize: () => {
        throw new UploadError('forbidden', 'Your plan has no uploads.', { cause: new Error('secret-detail') })
      },
    })
    const response = await refusing.ask('list')
    expect(response.status).toBe(403)
    expect(await response.json()).toEqual({
      error: { code: 'forbidden', message: 'Your plan has no uploads.' },
    })
    expect(refusing.errors).toEqual([])
  })

  test.each([
    ['anything else thrown', () => Promise.reject(new Error('secret-detail'))],
    ['an owner that is empty', () => ({ owner: '' })],
  ])('%s responds with 500 and reports the cause to onError only', async (_, authorize) => {
    const failing = await open({ authorize })
    const response = await failing.ask('list')
    expect(response.status).toBe(500)
    const body = await response.text()
    expect(JSON.parse(body)).toMatchObject({ error: { code: 'server-error' } })
    expect(body).not.toMatch(/secret-detail|owner/)
    expect(failing.errors).toMatchObject([
      {
        code: 'server-error',
        requestId: response.headers.get('x-request-id'),
        cause: expect.any(Error) as Error,
      },
    ])
  })
})

describe('upload handler › unreachable store', () => {
  test('responds with 502 without URLs or keys', async () => {
    const response = await server.ask('list')
    expect(response.status).toBe(502)
    const body = await response.text()
    expect(JSON.parse(body)).toMatchObject({ error: { code: 'server-error' } })
    expect(body).not.toMatch(/access-key|secret-key|127\.0\.0\.1|bucket/)
    expect(server.errors.at(-1)).toMatchObject({ status: 502, cause: { code: 'ECONNREFUSED' } })
  })

  test('ignores an onError that throws', async () => {
    const noisy = await open({
      onError: () => {
        throw new Error('the log is full')
      },
    })
    expect((await noisy.ask('list')).status).toBe(502)
  })
})

test.each([
  [{ prefix: 'uploads' }, TypeError],
  [{ prefix: '' }, TypeError],
  [{ prefix: 'a/../' }, TypeError],
  [{ prefix: 'frames/' }, TypeError],
  [{ prefix: 'ملفات/' }, TypeError],
  [{ uploadUrlTtl: 0 }, RangeError],
  [{ downloadUrlTtl: 604_801 }, RangeError],
])('upload handler options › reject %j', async (options, error) => {
  await expect(open(options)).rejects.toThrow(error)
})

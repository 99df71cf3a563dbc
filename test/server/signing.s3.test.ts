import { HeadObjectCommand } from '@aws-sdk/client-s3'
import { describe, expect, test, vi } from 'vitest'
import type { UploadHandlerOptions } from '../../src/server/index.ts'
import { openBucket } from '../support/open-bucket.ts'
import { byteLength, openUploadServer, send } from './open-upload-server.ts'

const { s3, bucket } = await openBucket()

const open = (options: Partial<UploadHandlerOptions> = {}) => openUploadServer({ s3, bucket, ...options })

const greeting = { name: 'greeting.txt', contentType: 'text/plain', size: 5 }

describe.each(['put', 'post'] as const)('sign route › %s target', async (uploadMethod) => {
  const server = await open({ uploadMethod })

  test('accepts the signed file with its type', async () => {
    const { file, target } = await server.signOne(greeting)
    expect(target.type).toBe(uploadMethod)
    expect((await send(target, 'hello')).ok).toBe(true)
    const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: file.id }))
    expect(head.ContentLength).toBe(5)
    expect(head.ContentType).toBe('text/plain')
  })

  test('accepts an empty file', async () => {
    const { file, target } = await server.signOne({ ...greeting, size: 0 })
    expect((await send(target, '')).ok).toBe(true)
    const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: file.id }))
    expect(head.ContentLength).toBe(0)
  })

  test.each(['', 'hell', 'hello, world'])(
    'is rejected by the store for another length: %j',
    async (bytes) => {
      const { file, target } = await server.signOne(greeting)
      const response = await send(target, bytes)
      expect([400, 403]).toContain(response.status)
      await expect(s3.send(new HeadObjectCommand({ Bucket: bucket, Key: file.id }))).rejects.toThrow()
    },
  )

  test('is rejected by the store after it expired', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 2 * 3600_000 })
    const { target } = await server.signOne(greeting)
    vi.useRealTimers()
    expect((await send(target, 'hello')).status).toBe(403)
  })

  test('has an expiry', async () => {
    const before = Date.now()
    const { target } = await server.signOne(greeting)
    if (!('url' in target)) throw new Error('No target')
    const inMs = (target.expiresAt?.getTime() ?? 0) - before
    expect(inMs).toBeGreaterThan(898_000)
    expect(inMs).toBeLessThan(910_000)
  })
})

test('sign route › the store rejects a PUT with another content type', async () => {
  const server = await open()
  const { target } = await server.signOne(greeting)
  if (target.type !== 'put') throw new Error('No PUT')
  const response = await send(
    { ...target, headers: { ...target.headers, 'content-type': 'text/html' } },
    'hello',
  )
  expect(response.status).toBe(403)
})

test('sign route › the store rejects a PUT with another name in the metadata', async () => {
  const server = await open()
  const { target } = await server.signOne(greeting)
  if (target.type !== 'put') throw new Error('No PUT')
  const headers = { ...target.headers, 'x-amz-meta-name': 'other.txt' }
  expect((await send({ ...target, headers }, 'hello')).status).toBe(403)
})

test('sign route › the store rejects a PUT to another key', async () => {
  const server = await open()
  const { target } = await server.signOne(greeting)
  const { file: other } = await server.signOne(greeting, 'bob')
  if (target.type !== 'put') throw new Error('No PUT')
  const url = new URL(target.url)
  url.pathname = `/${bucket}/${other.id}`
  expect((await send({ ...target, url: url.href }, 'hello')).status).toBe(403)
})

test('sign route › a PUT cannot replace a stored file', async () => {
  const server = await open()
  const { file, target } = await server.signOne(greeting)
  expect(target).toMatchObject({ headers: { 'if-none-match': '*' } })
  expect((await send(target, 'hello')).status).toBe(200)
  const { url = '' } = await server.confirm(file.id)
  expect((await send(target, 'other')).status).toBe(412)
  expect(await (await fetch(url)).text()).toBe('hello')
})

test('sign route › a PUT without its condition is rejected by the store', async () => {
  const server = await open()
  const { target } = await server.signOne(greeting)
  if (target.type !== 'put') throw new Error('No PUT')
  const { 'if-none-match': _, ...headers } = target.headers
  expect((await send({ ...target, headers }, 'hello')).status).toBe(403)
})

test('sign route › a PUT has no condition if conditionalWrites is false', async () => {
  const server = await open({ conditionalWrites: false })
  const { target } = await server.signOne(greeting)
  expect(target).not.toHaveProperty('headers.if-none-match')
  for (const bytes of ['hello', 'other']) expect((await send(target, bytes)).status).toBe(200)
})

test('sign route › a browser’s preflight of a PUT is allowed by the bucket', async () => {
  const server = await open()
  const { target } = await server.signOne(greeting)
  if (target.type !== 'put') throw new Error('No PUT')
  const preflight = await fetch(target.url, {
    method: 'OPTIONS',
    headers: {
      origin: 'https://app.example',
      'access-control-request-method': 'PUT',
      'access-control-request-headers': Object.keys(target.headers).sort().join(','),
    },
  })
  expect(preflight.status).toBe(200)
  expect(preflight.headers.get('access-control-allow-headers')).toContain('if-none-match')
})

test.each([
  ['key', 'uploads/bob/8000000000000-00000000-0000-4000-8000-000000000000.txt'],
  ['Content-Type', 'text/html'],
  ['x-amz-meta-name', 'other.txt'],
])('a POST with another %s is refused by the store', async (field, value) => {
  const server = await open({ uploadMethod: 'post' })
  const { target } = await server.signOne(greeting)
  if (target.type !== 'post') throw new Error('No POST')
  const response = await send({ ...target, fields: { ...target.fields, [field]: value } }, 'hello')
  expect(response.status).toBe(403)
})

test('sign route › does not return a content-length header', async () => {
  const server = await open()
  const { target } = await server.signOne(greeting)
  expect(target).toMatchObject({
    headers: { 'content-type': 'text/plain', 'x-amz-meta-name': 'greeting.txt' },
  })
  expect(target).not.toHaveProperty('headers.content-length')
})

test('sign route › returns a batch in order, with an error for each rejected file', async () => {
  const server = await open({ accept: ['video/*', '.pdf'], maxSize: 10 })
  const uploads = await server.sign([
    { name: 'a.mp4', contentType: 'video/mp4', size: 1 },
    { name: 'b.exe', contentType: 'application/x-msdownload', size: 1 },
    { name: 'c.mp4', contentType: 'video/mp4', size: 11 },
    { name: ' \u0000 ', contentType: 'video/mp4', size: 1 },
    { name: 'e.PDF', contentType: 'application/octet-stream', size: 10 },
    { name: 'f.mp4', contentType: 'video/mp4\r\nx: y', size: 1 },
    { name: 'g.mp4', contentType: 'video/mp4', size: 1, metadata: { note: 'x'.repeat(2048) } },
    { name: 'h.mp4', contentType: 'video/mp4;,text/html', size: 1 },
    { name: 'i.mp4', contentType: `video/mp4;a=${'x'.repeat(9000)}`, size: 1 },
  ])
  expect(uploads.map((upload) => ('error' in upload ? upload.error.code : upload.file.name))).toEqual([
    'a.mp4',
    'type-not-allowed',
    'too-large',
    'empty-name',
    'e.PDF',
    'content-type',
    'too-large',
    'content-type',
    'content-type',
  ])
})

test('sign route › creates two keys for two files of the same name', async () => {
  const server = await open()
  const uploads = await server.sign([greeting, greeting])
  const ids = uploads.map((upload) => ('file' in upload ? upload.file.id : undefined))
  expect(new Set(ids).size).toBe(2)
})

test.each(['put', 'post'] as const)(
  'sign route › stores name, path, hash and metadata by %s',
  async (uploadMethod) => {
    const server = await open({ uploadMethod })
    const name = 'تقرير نهائي #1 50% ؟.pdf'
    const record = {
      name,
      relativePath: `مجلد/${name}`,
      contentHash: 'ab'.repeat(32),
      metadata: { عنوان: 'قيمة "واحدة"', plain: 'a=b&c' },
    }
    const id = await server.upload({ ...record, contentType: 'application/pdf', bytes: 'pdf' })
    expect(id).toMatch(/^[ -~]+\.pdf$/)
    const response = await server.ask('file', { query: { id } })
    expect(await response.json()).toMatchObject({ id, ...record, size: 3, kind: 'document' })
  },
)

test('sign route › encodes an owner of any letters in ASCII keys', async () => {
  const server = await open()
  const owner = 'مالك/../~.x@example.com'
  const id = await server.upload({ name: 'a.txt', contentType: 'text/plain', bytes: 'a' }, owner)
  expect(id).toMatch(/^uploads\/[\w~-]+\/\d{13}-[\da-f-]{36}\.txt$/)
  expect((await server.ask('file', { query: { id }, owner })).status).toBe(200)
  expect(byteLength(id)).toBe(id.length)
})

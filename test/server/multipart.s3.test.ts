import { createHash, randomBytes } from 'node:crypto'
import { HeadObjectCommand, ListMultipartUploadsCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StoredFile } from '../../src/server/index.ts'
import { failure } from '../support/failure.ts'
import { openS3Endpoint, type S3Endpoint } from '../support/s3-endpoint.ts'
import { openUploadServer, type UploadServer } from './open-upload-server.ts'
import { backendOf, partsOf, sendPart, sendParts, signOne } from './send-part.ts'

const mib = 1024 ** 2
const size = 11 * mib + 1
const bytes = new Uint8Array(randomBytes(size))
const video = { name: 'فيلم 1#.mp4', contentType: 'video/mp4', size, preferredPartSize: 5 * mib }

let store: S3Endpoint
let bucket: string
let server: UploadServer
const uploaded: StoredFile[] = []

beforeAll(async () => {
  store = await openS3Endpoint()
  bucket = await store.createBucket()
  server = await openUploadServer({
    s3: store.s3,
    bucket,
    multipartThreshold: 10 * mib,
    maxSize: 1024 ** 4,
    onUploaded: (file) => void uploaded.push(file),
  })
})

afterAll(async () => {
  await server.close()
  await store.close()
})

test('multipart › uploads a file in parts, completes it and calls onUploaded', async () => {
  const backend = backendOf(server.url)
  const metadata = { عنوان: 'قيمة' }
  const signed = await signOne(backend, { ...video, metadata })
  const target = partsOf(signed)
  expect(target.partSize).toBe(5 * mib)
  expect(await target.listParts({})).toEqual([])

  const parts = await sendParts(target, bytes, [3, 1, 2])
  const listed = await target.listParts({})
  expect(listed.map(({ number, size }) => ({ number, size }))).toEqual([
    { number: 1, size: 5 * mib },
    { number: 2, size: 5 * mib },
    { number: 3, size: mib + 1 },
  ])

  const file = await target.complete(parts, {})
  expect(file).toMatchObject({
    id: signed.file.id,
    name: video.name,
    size,
    status: 'completed',
    kind: 'video',
  })
  expect(uploaded.at(-1)).toMatchObject({ id: file.id, name: video.name, size, metadata })
  const stored = new Uint8Array(await (await fetch(file.url ?? '')).arrayBuffer())
  expect(sha256(stored)).toBe(sha256(bytes))
  const head = await store.s3.send(new HeadObjectCommand({ Bucket: bucket, Key: file.id }))
  expect(head.ContentType).toBe('video/mp4')
  expect(head.ETag).toMatch(/-3"$/)
})

test('multipart › complete can be repeated, also without ETags', async () => {
  const target = partsOf(await signOne(backendOf(server.url), video))
  const parts = await sendParts(target, bytes, [1, 2, 3])
  const file = await target.complete(
    parts.map((part) => ({ ...part, etag: '' })),
    {},
  )
  const before = uploaded.length
  expect(await target.complete([], {})).toMatchObject({ id: file.id, size })
  expect(uploaded).toHaveLength(before + 1)
  expect(await (await server.ask('file', { query: { id: file.id } })).json()).toMatchObject({ size })
})

test('multipart › complete rejects an object of the same size with other parts', async () => {
  const signed = await signOne(backendOf(server.url), video)
  const target = partsOf(signed)
  const parts = await sendParts(target, bytes, [1, 2, 3])
  await target.complete(parts, {})
  const others = parts.map((part) => (part.number === 2 ? { ...part, etag: `"${'0'.repeat(32)}"` } : part))
  const before = uploaded.length
  expect(await failure(target.complete(others, {}))).toMatchObject({ code: 'not-found', status: 404 })
  expect(uploaded).toHaveLength(before)
  expect(await target.complete(parts, {})).toMatchObject({ id: signed.file.id, size })
})

test('multipart › resumes and completes an upload whose last response was lost', async () => {
  const backend = backendOf(server.url)
  const target = partsOf(await signOne(backend, video))
  const { id } = await target.complete(await sendParts(target, bytes, [1, 2, 3]), {})
  const again = await backend.resume(target.resumeToken, {})
  const parts = await partsOf(again).listParts({})
  expect(parts.map(({ number, size }) => [number, size])).toEqual([
    [1, 5 * mib],
    [2, 5 * mib],
    [3, mib + 1],
  ])
  expect(await partsOf(again).complete(parts, {})).toMatchObject({ id, size })
})

test('multipart › complete names missing parts', async () => {
  const signed = await signOne(backendOf(server.url), video)
  const target = partsOf(signed)
  const parts = await sendParts(target, bytes, [2])
  const error = await failure(target.complete(parts, {}))
  expect(error).toMatchObject({ code: 'invalid-response', status: 409 })
  expect(error.message).toContain('parts 1, 3 of 3')
  expect((await server.ask('file', { query: { id: signed.file.id } })).status).toBe(404)
  const rest = await sendParts(target, bytes, [1, 3])
  expect(await target.complete([...rest, ...parts], {})).toMatchObject({ size })
})

test('multipart › complete rejects another ETag as a checksum error', async () => {
  const target = partsOf(await signOne(backendOf(server.url), video))
  const parts = await sendParts(target, bytes, [1, 2, 3])
  const others = parts.map((part) => (part.number === 2 ? { ...part, etag: `"${'0'.repeat(32)}"` } : part))
  const error = await failure(target.complete(others, {}))
  expect(error).toMatchObject({ code: 'checksum', status: 409 })
  expect(error.message).toContain('part 2')
})

test('multipart › part URLs accept the exact length only', async () => {
  const target = partsOf(await signOne(backendOf(server.url), video))
  const [first, last] = await target.signParts([1, 3], {})
  if (!first || !last) throw new Error('Not signed')
  await expect(sendPart(first, bytes.slice(0, 5 * mib - 1))).rejects.toThrow(/^40[03]/)
  await expect(sendPart(last, bytes.slice(0, mib + 2))).rejects.toThrow(/^40[03]/)
  expect(await target.listParts({})).toEqual([])
  expect(first.expiresAt?.getTime()).toBeGreaterThan(Date.now() + 800_000)
})

test('multipart › signs parts in the requested order, and only existing ones', async () => {
  const target = partsOf(await signOne(backendOf(server.url), { ...video, size: 4000 * 5 * mib }))
  const numbers = Array.from({ length: 2500 }, (_, index) => 3000 - index)
  const parts = await target.signParts(numbers, {})
  expect(parts.map(({ number }) => number)).toEqual(numbers)
  expect(await failure(target.signParts([4001], {}))).toMatchObject({ code: 'bad-request', status: 400 })
  await target.abort({})
})

describe('multipart › abort', () => {
  test('removes all parts, can be repeated, and ends the upload', async () => {
    const backend = backendOf(server.url)
    const signed = await signOne(backend, video)
    const target = partsOf(signed)
    await sendParts(target, bytes, [1])
    await target.abort({})
    await target.abort({})
    const { Uploads = [] } = await store.s3.send(new ListMultipartUploadsCommand({ Bucket: bucket }))
    expect(Uploads.map(({ Key }) => Key)).not.toContain(signed.file.id)
    expect(await failure(target.listParts({}))).toMatchObject({ code: 'not-found', status: 404 })
    expect(await failure(target.complete([], {}))).toMatchObject({ code: 'not-found' })
    expect(await failure(backend.resume(target.resumeToken, {}))).toMatchObject({ code: 'not-found' })
  })

  test('also removes parts in flight', async () => {
    const signed = await signOne(backendOf(server.url), video)
    const target = partsOf(signed)
    const sending = sendParts(target, bytes, [1, 2, 3]).catch(() => undefined)
    await target.abort({})
    await sending
    await target.abort({})
    const { Uploads = [] } = await store.s3.send(new ListMultipartUploadsCommand({ Bucket: bucket }))
    expect(Uploads.map(({ Key }) => Key)).not.toContain(signed.file.id)
  })
})

test('multipart › resume returns the target, the file’s record and the sent parts', async () => {
  const backend = backendOf(server.url)
  const signed = await signOne(backend, {
    ...video,
    relativePath: `مجلد/${video.name}`,
    metadata: { a: 'b' },
  })
  const [part] = await sendParts(partsOf(signed), bytes, [2])
  const again = await backend.resume(partsOf(signed).resumeToken, {})
  expect(again.file).toEqual(signed.file)
  expect(partsOf(again)).toMatchObject({ resumeToken: partsOf(signed).resumeToken, partSize: 5 * mib })
  expect(await partsOf(again).listParts({})).toEqual([{ ...part, etag: part?.etag.replace(/"/g, '') }])
  const rest = await sendParts(partsOf(again), bytes, [1, 3])
  expect(await partsOf(again).complete(rest, {})).toMatchObject({ id: signed.file.id, size })
})

describe('multipart token', () => {
  const calls = [
    ['sign-parts', { numbers: [1] }],
    ['list-parts', {}],
    ['complete-multipart', { parts: [] }],
    ['abort-multipart', {}],
    ['resume-multipart', {}],
  ] as const

  test.each(calls)('of another owner responds with 404 to %s', async (route, more) => {
    const { resumeToken } = partsOf(await signOne(backendOf(server.url), video))
    const theirs = await server.ask(route, { method: 'POST', body: { resumeToken, ...more }, owner: 'bob' })
    const none = await server.ask(route, { method: 'POST', body: { resumeToken: 'nonsense', ...more } })
    expect(theirs.status).toBe(404)
    expect(await theirs.text()).toBe(await none.text())
    expect((await server.ask('list-parts', { method: 'POST', body: { resumeToken } })).status).toBe(200)
  })

  test.each([
    ['another owner’s key', (key: string) => ({ key: key.replace('/alice/', '/bob/') })],
    ['a key that climbs', (key: string) => ({ key: `uploads/alice/../bob/${key.split('/').at(-1) ?? ''}` })],
    ['parts that are too small', () => ({ partSize: 1024 })],
    ['parts that are too many', () => ({ size: 1024 ** 4, partSize: 5 * mib })],
    ['a size that is none', () => ({ size: -1 })],
    ['a size in halves', () => ({ size: size + 0.5 })],
  ])('with %s is as good as none', async (_what, change) => {
    const { resumeToken } = partsOf(await signOne(backendOf(server.url), video))
    const known = JSON.parse(Buffer.from(resumeToken, 'base64url').toString()) as { key: string }
    const forged = Buffer.from(JSON.stringify({ ...known, ...change(known.key) })).toString('base64url')
    for (const [route, more] of calls) {
      const response = await server.ask(route, { method: 'POST', body: { resumeToken: forged, ...more } })
      expect([route, response.status]).toEqual([route, 404])
    }
  })

  test('with a size above maxSize is rejected', async () => {
    const { resumeToken } = partsOf(await signOne(backendOf(server.url), video))
    const known = JSON.parse(Buffer.from(resumeToken, 'base64url').toString()) as object
    const forged = { ...known, size: 2 * 1024 ** 4, partSize: 1024 ** 3 }
    const body = { resumeToken: Buffer.from(JSON.stringify(forged)).toString('base64url') }
    for (const [route, more] of [calls[0], calls[2]]) {
      const response = await server.ask(route, { method: 'POST', body: { ...body, ...more } })
      expect(response.status).toBe(413)
    }
  })

  test('with another size does not complete the upload', async () => {
    const target = partsOf(await signOne(backendOf(server.url), video))
    await sendParts(target, bytes, [1, 2, 3])
    const known = JSON.parse(Buffer.from(target.resumeToken, 'base64url').toString()) as object
    const resumeToken = Buffer.from(JSON.stringify({ ...known, size: size - 1 })).toString('base64url')
    const response = await server.ask('complete-multipart', {
      method: 'POST',
      body: { resumeToken, parts: [] },
    })
    expect(response.status).toBe(409)
    expect(await response.text()).toContain('part 3')
  })
})

describe('multipart threshold', () => {
  test.each([
    [10 * mib - 1, 'put', undefined],
    [10 * mib, 'multipart', 8 * mib],
    [size, 'multipart', 5 * mib, 1],
    [size, 'multipart', 5 * mib, 4.5 * mib],
    [size, 'multipart', 13 * mib, 12.5 * mib],
    [100_000 * mib, 'multipart', 10 * mib],
    [200_000 * mib, 'multipart', 20 * mib, 5 * mib],
    [1024 ** 4, 'multipart', 5 * 1024 * mib, 1024 ** 4],
  ] as const)('%i bytes: by %s, of %s bytes', async (size, type, partSize, preferredPartSize?) => {
    const { target } = await signOne(backendOf(server.url), { size, preferredPartSize })
    expect(target).toMatchObject(partSize ? { type, partSize } : { type })
    if (target.type === 'multipart') await target.abort({})
  })

  test('of Infinity uses single requests up to 5 GiB', async () => {
    const other = await openUploadServer({
      s3: store.s3,
      bucket,
      multipartThreshold: Infinity,
      maxSize: 1024 ** 4,
    })
    const most = 5 * 1024 ** 3
    expect(await signOne(backendOf(other.url), { size: most })).toMatchObject({ target: { type: 'put' } })
    const { target } = await signOne(backendOf(other.url), { size: most + 1 })
    expect(target.type).toBe('multipart')
    if (target.type === 'multipart') await target.abort({})
    await other.close()
  })
})

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

import { createHash, randomBytes } from 'node:crypto'
import { HeadObjectCommand, ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3'
import { describe, expect, test } from 'vitest'
import { WireSignedParts } from '../../src/backends/s3/wire-files.ts'
import type { StoredFile } from '../../src/server/index.ts'
import { failure } from '../support/failure.ts'
import { openBucket } from '../support/open-bucket.ts'
import { openUploadServer } from './open-upload-server.ts'
import { backendOf, partsOf, sendPart, sendParts, signOne } from './send-part.ts'

const mib = 1024 ** 2
const size = 11 * mib + 1
const bytes = new Uint8Array(randomBytes(size))
const video = { name: 'فيلم 1#.mp4', contentType: 'video/mp4', size, preferredPartSize: 5 * mib }

const store = await openBucket()
const { s3, bucket } = store
const uploaded: StoredFile[] = []
const server = await openUploadServer({
  s3,
  bucket,
  multipartThreshold: 10 * mib,
  maxSize: 1024 ** 4,
  onUploaded: (file) => void uploaded.push(file),
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

  const expectNotFound = async (resumeToken: string, asked = server) => {
    const before = asked.errors.length
    for (const [route, more] of calls) {
      const response = await asked.ask(route, { method: 'POST', body: { resumeToken, ...more } })
      expect([route, response.status]).toEqual([route, 404])
    }
    expect(asked.errors.length).toBe(before)
  }
  const tokenOf = async (asked = server) => partsOf(await signOne(backendOf(asked.url), video)).resumeToken
  const encode = (payload: object) => Buffer.from(JSON.stringify(payload)).toString('base64url')

  test.each([
    ['another owner’s key', (key: string) => ({ key: key.replace('/alice/', '/bob/') })],
    ['another upload id', () => ({ uploadId: 'x' })],
    ['a long upload id', () => ({ uploadId: 'x'.repeat(20_000) })],
    ['an upload id with an unpaired surrogate', () => ({ uploadId: '\ud800' })],
    ['another size', () => ({ size: size - 1 })],
    ['another part size', () => ({ partSize: 6 * mib })],
    ['a checksum', () => ({ checksum: 'md5' })],
    ['another type', () => ({ contentType: 'text/html' })],
    ['nothing changed, but without its signature', () => ({})],
  ])('with %s responds with 404 and is not reported as a failure', async (_, change) => {
    const resumeToken = await tokenOf()
    const [payload = '', signature = ''] = resumeToken.split('.')
    const known = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { key: string }
    const forged = encode({ ...known, ...change(known.key) })
    const suffixes = forged === payload ? ['', '.', '.AAAA'] : ['', '.', '.AAAA', `.${signature}`]
    for (const suffix of suffixes) await expectNotFound(forged + suffix)
    await expectNotFound(`${payload}.${signature.slice(0, -2)}`)
    await expectNotFound('.'.repeat(100_000))
  })

  test('is the same for all servers with the same secret, and accepted by no other', async () => {
    const open = (tokenSecret?: string, bucketName = bucket) =>
      openUploadServer({ s3: store.s3, bucket: bucketName, multipartThreshold: 10 * mib, tokenSecret })
    const [one, same, other] = [
      await open('a'.repeat(16)),
      await open('a'.repeat(16)),
      await open('b'.repeat(16)),
    ]
    const elsewhere = await open('a'.repeat(16), 'another-bucket')
    const resumeToken = await tokenOf(one)
    const listed = await same.ask('list-parts', { method: 'POST', body: { resumeToken } })
    expect(listed.status).toBe(200)
    for (const stranger of [other, server, elsewhere]) await expectNotFound(resumeToken, stranger)
  })

  test('is not signed with temporary credentials, which differ between servers', async () => {
    const credentials = { ...store.credentials, sessionToken: 'session' }
    const s3 = new S3Client({
      endpoint: store.endpoint,
      region: store.region,
      credentials,
      forcePathStyle: true,
    })
    const temporary = await openUploadServer({ s3, bucket })
    const response = await temporary.ask('list-parts', { method: 'POST', body: { resumeToken: 'AAAA.AAAA' } })
    expect(response.status).toBe(500)
    expect(temporary.errors).toMatchObject([
      { cause: { message: expect.stringContaining('tokenSecret') as string } },
    ])
    await expect(openUploadServer({ s3, bucket, tokenSecret: 'too short' })).rejects.toThrow(RangeError)
  })

  test('of a size above a lowered maxSize is rejected', async () => {
    const resumeToken = await tokenOf()
    const lowered = await openUploadServer({ s3: store.s3, bucket, maxSize: 10 * mib })
    for (const [route, more] of [calls[0], calls[2]]) {
      const response = await lowered.ask(route, { method: 'POST', body: { resumeToken, ...more } })
      expect(response.status).toBe(413)
    }
  })
})

test('multipart › signs a repeated part number once', async () => {
  const { resumeToken } = partsOf(await signOne(backendOf(server.url), video))
  const numbers = Array.from({ length: 1000 }, (_, index) => (index % 2) + 2)
  const body = { resumeToken, numbers }
  const { parts } = await server.read(WireSignedParts, 'sign-parts', { method: 'POST', body })
  expect(parts.map(({ number }) => number)).toEqual([2, 3])
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
  })
})

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

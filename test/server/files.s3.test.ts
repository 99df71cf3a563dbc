import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3'
import { describe, expect, test } from 'vitest'
import { WirePage, WireState } from '../../src/backends/s3/wire-files.ts'
import { ConfirmResponse, WireFile } from '../../src/backends/s3/wire.ts'
import { createFrameWriter, type StoredFile } from '../../src/server/index.ts'
import { openBucket } from '../support/open-bucket.ts'
import { requireStore } from '../support/store-capabilities.ts'
import { openUploadServer, send } from './open-upload-server.ts'

const { s3, bucket } = await openBucket()
const uploaded: { file: StoredFile; owner: string }[] = []
const server = await openUploadServer({
  s3,
  bucket,
  isProcessed: (file) => file.contentType.startsWith('video/'),
  onUploaded: (file, { owner }) => {
    if (file.name === 'unlucky.txt') throw new Error('the queue is down: secret-detail')
    uploaded.push({ file, owner })
  },
})

const text = { name: 'a.txt', contentType: 'text/plain', bytes: 'hello' }
const video = { name: 'a.mp4', contentType: 'video/mp4', bytes: 'moving' }

describe('confirm route', () => {
  test('returns the file with a working URL', async () => {
    const id = await server.upload(text)
    const file = await server.confirm(id)
    expect(file).toMatchObject({ id, name: 'a.txt', size: 5, kind: 'text', status: 'completed' })
    expect(await (await fetch(file.url ?? '')).text()).toBe('hello')
    const inMs = (file.urlExpiresAt?.getTime() ?? 0) - Date.now()
    expect(inMs).toBeGreaterThan(1_780_000)
    expect(inMs).toBeLessThan(1_801_000)
  })

  test('returns several files in order, with a 404 for a missing one, for which onUploaded is not called', async () => {
    const { file: absent } = await server.signOne({ name: 'never.txt', contentType: 'text/plain', size: 5 })
    const ids = [await server.upload(text), absent.id, await server.upload(video)]
    const { files } = await server.read(ConfirmResponse, 'confirm', { method: 'POST', body: { ids } })
    expect(files).toMatchObject([
      { id: ids[0], name: 'a.txt' },
      { error: { code: 'not-found', status: 404 } },
      { id: ids[2], name: 'a.mp4' },
    ])
    const calls = uploaded.map((one) => one.file.id)
    expect(calls).toEqual(expect.arrayContaining([ids[0], ids[2]]))
    expect(calls).not.toContain(absent.id)
  })

  test('calls onUploaded with the owner each time', async () => {
    const id = await server.upload(video, 'carol')
    for (const _ of [1, 2]) await server.confirm(id, 'carol')
    const calls = uploaded.filter((one) => one.file.id === id)
    expect(calls).toHaveLength(2)
    expect(calls[0]).toMatchObject({
      owner: 'carol',
      file: { name: 'a.mp4', size: 6, contentType: 'video/mp4' },
    })
  })

  test('confirms a repeated id once and returns it at each index', async () => {
    const [one, two] = [await server.upload(text), await server.upload(text)]
    const before = uploaded.length
    const body = { ids: [one, two, one, 'missing', one] }
    const { files } = await server.read(ConfirmResponse, 'confirm', { method: 'POST', body })
    expect(files.map((file) => ('id' in file ? file.id : file.error.code))).toEqual([
      one,
      two,
      one,
      'not-found',
      one,
    ])
    expect(
      uploaded
        .slice(before)
        .map(({ file }) => file.id)
        .sort(),
    ).toEqual([one, two].sort())
  })

  test('fails without details if onUploaded fails', async () => {
    const id = await server.upload({ ...text, name: 'unlucky.txt' })
    const response = await server.ask('confirm', { method: 'POST', body: { ids: [id] } })
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('secret-detail')
    expect(server.errors.at(-1)).toMatchObject({
      code: 'server-error',
      requestId: response.headers.get('x-request-id'),
      cause: { message: 'the queue is down: secret-detail' },
    })
  })

  test('confirms the other files if onUploaded fails for one, and reports it once', async () => {
    const ids = [await server.upload({ ...text, name: 'unlucky.txt' }), await server.upload(text)]
    const before = server.errors.length
    const response = await server.ask('confirm', { method: 'POST', body: { ids } })
    const said = await response.text()
    expect(JSON.parse(said)).toMatchObject({
      files: [{ error: { code: 'server-error', status: 500 } }, { id: ids[1] }],
    })
    expect(said).not.toContain('secret-detail')
    expect(server.errors.slice(before)).toMatchObject([{ requestId: response.headers.get('x-request-id') }])
  })
})

describe('a file that is shorter than announced', () => {
  // As a store keeps it that accepts a body that was cut off.
  async function uploadCutOff(name = 'a.txt') {
    const { file, target } = await server.signOne({ name, contentType: 'text/plain', size: 10 })
    if (target.type !== 'put') throw new Error('No PUT')
    const Metadata = Object.fromEntries(
      Object.entries(target.headers).flatMap(([header, value]) => {
        const [, key] = header.split('x-amz-meta-')
        return key === undefined ? [] : [[key, value]]
      }),
    )
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: file.id, Body: 'cut', Metadata }))
    return file.id
  }

  test('is not confirmed', async () => {
    const id = await uploadCutOff()
    const before = uploaded.length
    const body = { ids: [id] }
    const { files } = await server.read(ConfirmResponse, 'confirm', { method: 'POST', body })
    expect(files).toMatchObject([{ error: { code: 'checksum', status: 409 } }])
    expect(uploaded).toHaveLength(before)
  })

  test('is failed for get, list and status, and has no URL', async () => {
    const id = await uploadCutOff()
    const failed = { status: 'failed', error: expect.stringContaining('3 of 10 bytes') as string }
    const file = await server.read(WireFile, 'file', { query: { id } })
    expect(file).toMatchObject({ id, size: 3, ...failed })
    expect(file).not.toHaveProperty('url')
    expect(await server.read(WireState, 'status', { query: { id } })).toMatchObject(failed)
    const { files } = await server.read(WirePage, 'list', { query: { limit: '1' } })
    expect(files).toMatchObject([{ id, ...failed }])
    expect((await server.ask('frames', { query: { id } })).status).toBe(409)
  })

  test('can be deleted', async () => {
    const id = await uploadCutOff()
    expect((await server.ask('file', { method: 'DELETE', query: { id } })).status).toBe(204)
    expect((await server.ask('file', { query: { id } })).status).toBe(404)
  })
})

describe('download URLs', () => {
  test.each([
    ['photo.png', 'image/png', 'inline'],
    ['video.mp4', 'video/mp4', 'inline'],
    ['paper.pdf', 'application/pdf', 'inline'],
    ['page.html', 'text/html', 'attachment'],
    ['drawing.svg', 'image/svg+xml', 'attachment'],
    ['code.js', 'text/javascript', 'attachment'],
    ['data.bin', 'application/octet-stream', 'attachment'],
  ])('%s (%s) is sent as %s', async (name, contentType, how) => {
    const id = await server.upload({ name, contentType, bytes: '<script>1</script>' })
    const { url = '' } = await server.read(WireFile, 'file', { query: { id } })
    const { headers } = await fetch(url)
    expect(headers.get('content-type')).toBe(contentType)
    expect(headers.get('content-disposition')).toBe(`${how}; filename="${name}"; filename*=UTF-8''${name}`)
  })

  test('of a type with parameters are served with the bare type', async () => {
    const contentType = 'Video/WebM; codecs=vp8,opus'
    const { file, target } = await server.signOne({ name: 'a.webm', contentType, size: 1 })
    expect(target).toMatchObject({ headers: { 'content-type': 'video/webm;codecs="vp8,opus"' } })
    expect((await send(target, 'a')).ok).toBe(true)
    const { url = '', kind } = await server.confirm(file.id)
    expect(kind).toBe('video')
    expect((await fetch(url)).headers.get('content-type')).toBe('video/webm')
  })

  test('of an object with several types are served as an attachment without a type', async () => {
    const id = await server.upload({ name: 'a.mp4', contentType: 'video/mp4', bytes: 'a' })
    const ContentType = 'video/mp4;,text/html'
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: id, Body: '<script>', ContentType }))
    const { url = '' } = await server.read(WireFile, 'file', { query: { id } })
    const { headers } = await fetch(url)
    expect(headers.get('content-type')).toBe('application/octet-stream')
    expect(headers.get('content-disposition')).toMatch(/^attachment;/)
  })

  test('do not depend on headers that the client has added to its PUT', async () => {
    const { file, target } = await server.signOne({ name: 'a.html', contentType: 'text/html', size: 5 })
    if (target.type !== 'put') throw new Error('No PUT')
    const headers = {
      ...target.headers,
      'cache-control': 'public, max-age=31536000',
      'content-disposition': 'inline',
      'content-encoding': 'gzip',
      'content-language': 'de',
      expires: 'Thu, 01 Jan 2099 00:00:00 GMT',
    }
    expect((await send({ ...target, headers }, 'plain')).ok).toBe(true)
    const { url = '' } = await server.confirm(file.id)
    const response = await fetch(url)
    expect(await response.text()).toBe('plain')
    expect(response.headers.get('cache-control')).toBe('private, max-age=1800')
    expect(response.headers.get('content-disposition')).toMatch(/^attachment;/)
    expect(response.headers.get('content-encoding')).toBe('identity')
  })

  const unsigned = [
    ['x-amz-acl', 'public-read'],
    ['x-amz-meta-other', 'other'],
    ['x-amz-storage-class', 'STANDARD'],
    ['x-amz-website-redirect-location', '/other'],
  ] as const

  async function sendUnsigned(header: string, value: string) {
    const { file, target } = await server.signOne({ name: 'a.txt', contentType: 'text/plain', size: 1 })
    if (target.type !== 'put') throw new Error('No PUT')
    return { file, response: await send({ ...target, headers: { ...target.headers, [header]: value } }, 'a') }
  }

  test.for(unsigned)(
    'cannot be influenced by %s, which the store rejects in a PUT',
    async ([header, value], context) => {
      requireStore(context, 'signed-headers-only')
      const { response } = await sendUnsigned(header, value)
      expect([400, 403, 501]).toContain(response.status)
    },
  )

  test.for(unsigned)(
    'do not depend on %s in a PUT, if the store accepts it',
    async ([header, value], context) => {
      const { file, response } = await sendUnsigned(header, value)
      context.skip(!response.ok, 'the store rejects it')
      const { url = '', metadata } = await server.confirm(file.id)
      expect(metadata).toBeUndefined()
      const download = await fetch(url, { redirect: 'manual' })
      expect([download.status, await download.text()]).toEqual([200, 'a'])
      expect(download.headers.get('content-type')).toBe('text/plain')
      expect(download.headers.get('cache-control')).toBe('private, max-age=1800')
    },
  )

  test('contain the original name', async () => {
    const name = 'صورة (1) #؟%.txt'
    const id = await server.upload({ ...text, name })
    const { url = '' } = await server.read(WireFile, 'file', { query: { id } })
    const disposition = (await fetch(url)).headers.get('content-disposition') ?? ''
    const [, encoded = ''] = disposition.split("filename*=UTF-8''")
    expect(decodeURIComponent(encoded)).toBe(name)
  })
})

describe('status route', () => {
  test('is completed for a stored file that is not processed', async () => {
    const id = await server.upload(text)
    expect(await server.read(WireState, 'status', { query: { id } })).toMatchObject({
      fileId: id,
      status: 'completed',
    })
  })

  test('is the worker’s for a processed file', async () => {
    const id = await server.upload(video)
    const status = async () => server.read(WireState, 'status', { query: { id } })
    const writer = createFrameWriter({ s3, bucket })
    expect(await status()).toMatchObject({ status: 'pending' })
    await writer.begin(id, { frameCount: 2, video: { duration: 1.5, fps: 25 } })
    expect(await status()).toMatchObject({ status: 'processing' })
    await writer.complete(id, { frameCount: 2 })
    expect(await status()).toMatchObject({ status: 'completed' })
    expect(await server.read(WireFile, 'file', { query: { id } })).toMatchObject({
      status: 'completed',
      video: { duration: 1.5, fps: 25 },
    })
  })

  test('contains the worker’s error message', async () => {
    const id = await server.upload(video)
    await createFrameWriter({ s3, bucket }).fail(id, 'The video has no frames.')
    expect(await server.read(WireState, 'status', { query: { id } })).toMatchObject({
      status: 'failed',
      error: 'The video has no frames.',
    })
  })
})

describe('delete route', () => {
  test('removes the file, its frames and its manifest', async () => {
    const id = await server.upload(video)
    const writer = createFrameWriter({ s3, bucket })
    await writer.begin(id, { frameCount: 3 })
    for (const index of [0, 1, 2]) await writer.putFrame(id, index, index, new Uint8Array([255, 216]))
    const response = await server.ask('file', { method: 'DELETE', query: { id } })
    expect(response.status).toBe(204)
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }))
    expect(Contents.filter(({ Key }) => Key?.includes(id))).toEqual([])
    expect((await server.ask('file', { query: { id } })).status).toBe(404)
  })

  test('responds with 404 for a missing file', async () => {
    const { file } = await server.signOne({ name: 'never.txt', contentType: 'text/plain', size: 5 })
    expect((await server.ask('file', { method: 'DELETE', query: { id: file.id } })).status).toBe(404)
  })
})

describe('missing bucket', () => {
  test.each([
    ['GET', 'file'],
    ['GET', 'status'],
    ['GET', 'frames'],
    ['DELETE', 'file'],
  ])('%s %s responds with 502, and reports that the bucket is missing', async (method, route) => {
    const name = `missing-${crypto.randomUUID()}`
    const other = await openUploadServer({ s3, bucket: name })
    const { file } = await other.signOne({ name: 'a.txt', size: 5, contentType: 'text/plain' })
    const response = await other.ask(route, { method, query: { id: file.id } })
    expect(response.status).toBe(502)
    expect(await response.text()).not.toContain(name)
    expect(other.errors).toMatchObject([{ cause: { message: expect.stringContaining(name) as string } }])
  })

  test('is not blamed for a missing file', async () => {
    const other = await openUploadServer({ s3, bucket })
    const { file } = await other.signOne({ name: 'a.txt', size: 5, contentType: 'text/plain' })
    for (const method of ['GET', 'DELETE'])
      expect((await other.ask('file', { method, query: { id: file.id } })).status).toBe(404)
    expect(other.errors).toEqual([])
  })
})

describe('another owner’s file', () => {
  const routes = [
    ['GET', 'file'],
    ['DELETE', 'file'],
    ['GET', 'status'],
    ['GET', 'frames'],
  ] as const

  test('confirm responds with 404', async () => {
    const id = await server.upload(video, 'alice')
    const absent = id.replace(/-[\da-f]{8}-/, '-00000000-')
    const theirs = await server.ask('confirm', { method: 'POST', body: { ids: [id] }, owner: 'bob' })
    const nothing = await server.ask('confirm', { method: 'POST', body: { ids: [absent] } })
    expect(await theirs.text()).toBe(await nothing.text())
  })

  test.each(routes)('%s %s responds with 404', async (method, route) => {
    const id = await server.upload(video, 'alice')
    const absent = id.replace(/-[\da-f]{8}-/, '-00000000-')
    const theirs = await server.ask(route, { method, query: { id }, owner: 'bob' })
    const nothing = await server.ask(route, { method, query: { id: absent }, owner: 'alice' })
    expect(theirs.status).toBe(404)
    expect(await theirs.text()).toBe(await nothing.text())
    expect((await server.ask('file', { query: { id } })).status).toBe(200)
  })

  test.each(['uploads/alice/', 'frames/x', '../x', 'uploads/alice/../bob/x', 'uploads/alice//x', '\u0000'])(
    'an id like %j responds with 404',
    async (id) => {
      expect((await server.ask('file', { query: { id } })).status).toBe(404)
    },
  )

  test('is not listed, even if one owner’s name is a prefix of the other’s', async () => {
    const mine = await server.upload(text, 'dora')
    await server.upload(text, 'dora2')
    const response = await server.ask('list', { owner: 'dora' })
    expect(await response.json()).toMatchObject({ files: [{ id: mine }] })
  })
})

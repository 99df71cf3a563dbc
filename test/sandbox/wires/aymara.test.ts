import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import * as z from 'zod/mini'
import type { Sandbox } from '../../../sandbox/start-sandbox.ts'
import { readBytes } from '../../support/request-sandbox.ts'
import { makeVideo } from '../../support/make-video.ts'
import { openSandbox } from '../../support/sandbox.ts'
import { askAymara } from './ask-aymara.ts'
import { askWire, lifeOf, putTo, read, textOf } from './ask-wire.ts'

const Frames = z.object({ frame_count: z.number(), frame_urls: z.array(z.string()) })
const polling = { timeout: 20_000, interval: 50 }
let sandbox: Sandbox
let video: Uint8Array<ArrayBuffer>

beforeAll(async () => {
  sandbox = await openSandbox({ worker: { maxFrames: 3 } })
  const scratch = await mkdtemp(join(tmpdir(), 'react-presigned-test-'))
  await makeVideo({ seconds: 4, path: join(scratch, 'video.mp4') })
  video = await readBytes(join(scratch, 'video.mp4'))
  await rm(scratch, { recursive: true })
})
afterAll(() => sandbox.close())

describe('aymara API › a local file', () => {
  it('has an upload URL, then a download URL for half an hour', async () => {
    const api = askAymara(sandbox)
    const file = await api.create({ local_file_path: 'texts/hello.txt' })
    // The bytes are not stored yet, but the vendor documents `completed`.
    expect(file).toMatchObject({
      content_type: 'text/plain',
      local_file_path: 'texts/hello.txt',
      remote_uri: null,
      processing_status: 'completed',
    })
    expect(await api.get(file.file_uuid)).toMatchObject({ file_url: null, file_size_bytes: null })

    expect(await putTo(file.file_url, 'Hello.', 'text/plain')).toBe(200)
    const detail = await api.get(file.file_uuid)
    expect(detail).toMatchObject({
      file_type: 'text',
      content_type: 'text/plain',
      file_size_bytes: 6,
      original_file_url: 'texts/hello.txt',
      remote_file_path: file.remote_file_path,
      video_metadata: null,
      workspace_uuid: null,
    })
    expect(await textOf(detail.file_url ?? '')).toBe('Hello.')
    expect(lifeOf(detail.file_url ?? '')).toBe(1800)
    expect(await api.status(file.file_uuid)).toMatchObject({
      processing_status: 'completed',
      error_message: null,
      remote_file_path: file.remote_file_path,
    })
  })

  it('takes its type from the upload if none was announced', async () => {
    const api = askAymara(sandbox)
    const file = await api.create({ local_file_path: 'picture' })
    await putTo(file.file_url, 'bytes', 'image/png')
    expect(await api.get(file.file_uuid)).toMatchObject({ content_type: 'image/png', file_type: 'image' })
  })
})

describe('aymara API › a video', () => {
  it('becomes frames', async () => {
    const api = askAymara(sandbox)
    const file = await api.create({
      local_file_path: 'Videos/Ein “Video” 😀 100%.mp4',
      content_type: 'video/mp4',
    })
    expect(file.processing_status).toBe('pending')
    const early = await api.call('GET', `/v2/files/${file.file_uuid}/frames`)
    expect(early).toMatchObject({
      status: 409,
      body: { error: { code: 'resource.conflict', details: { processing_status: 'pending' } } },
    })
    expect(early.headers.get('x-should-retry')).toBe('false')

    await putTo(file.file_url, video, 'video/mp4')
    await expect
      .poll(() => api.status(file.file_uuid), polling)
      .toMatchObject({ processing_status: 'completed' })
    expect((await api.get(file.file_uuid)).video_metadata).toEqual({
      fps: 25,
      duration: 4,
      frame_count: 3,
      width: 640,
      height: 360,
    })
    const { frame_count, frame_urls } = read(
      Frames,
      await api.call('GET', `/v2/files/${file.file_uuid}/frames`),
    )
    expect([frame_count, frame_urls.length]).toEqual([3, 3])
    for (const url of frame_urls) {
      expect(lifeOf(url)).toBe(1800)
      expect((await fetch(url)).headers.get('content-type')).toBe('image/jpeg')
    }
  })

  it('contains the error message', async () => {
    const api = askAymara(sandbox)
    const file = await api.create({ local_file_path: 'broken.mp4' })
    await putTo(file.file_url, 'This is not a video.', 'video/mp4')
    await expect
      .poll(() => api.status(file.file_uuid), polling)
      .toMatchObject({
        processing_status: 'failed',
        error_message: expect.stringContaining('not a video') as string,
        remote_file_path: null,
      })
    expect((await api.call('GET', `/v2/files/${file.file_uuid}/frames`)).status).toBe(409)
  })

  it('is the only type with frames', async () => {
    const api = askAymara(sandbox)
    const file = await api.upload('Hello.', 'hello.txt', 'text/plain')
    expect(await api.call('GET', `/v2/files/${file.file_uuid}/frames`)).toMatchObject({
      status: 400,
      body: { error: { code: 'validation.invalid_request', message: 'The file is not a video.' } },
    })
  })
})

describe('aymara API › a form', () => {
  it('contains the content', async () => {
    const api = askAymara(sandbox)
    const file = await api.upload('Hello.', 'hello.txt', 'text/plain', 'space')
    expect(file).toMatchObject({ content_type: 'text/plain', processing_status: 'completed' })
    // A download URL.
    expect(await textOf(file.file_url)).toBe('Hello.')
    expect(await api.get(file.file_uuid)).toMatchObject({ workspace_uuid: 'space', file_size_bytes: 6 })
  })

  it('can contain a video, whose frames are extracted', async () => {
    const api = askAymara(sandbox)
    const file = await api.upload(video, 'clip.mp4', 'video/mp4')
    expect(file.processing_status).toBe('pending')
    await expect
      .poll(() => api.status(file.file_uuid), polling)
      .toMatchObject({ processing_status: 'completed' })
  })

  it('must have a file', async () => {
    const response = await askAymara(sandbox).call('POST', '/v2/files/-/uploads', new FormData())
    expect(response).toMatchObject({ status: 422, body: { error: { message: 'file is missing.' } } })
  })
})

describe('aymara API › the list', () => {
  it('pages through 250 files, newest first', { timeout: 60_000 }, async () => {
    const own = await openSandbox()
    onTestFinished(() => own.close())
    const api = askAymara(own)
    const files = Array.from({ length: 250 }, (_, index) => ({ local_file_path: `${index}.txt` }))
    expect(await api.call('POST', '/v2/files', { files })).toMatchObject({ status: 200 })
    const pages = [await api.list(''), await api.list('?offset=100'), await api.list('?offset=200')]
    expect(pages.map(({ items, count }) => [items.length, count])).toEqual([
      [100, 250],
      [100, 250],
      [50, 250],
    ])
    const names = pages.flatMap(({ items }) => items.map((item) => item.original_file_url))
    expect(new Set(names).size).toBe(250)
    expect(names[0]).toBe('249.txt')
    expect(await api.list('?limit=1&offset=250')).toEqual({ items: [], count: 250 })
  })

  it('filters by type and workspace, and holds no URLs', async () => {
    const own = await openSandbox()
    onTestFinished(() => own.close())
    const api = askAymara(own)
    await api.upload('Hello.', 'hello.txt', 'text/plain', 'one')
    await api.upload('Hello.', 'hello.png', 'image/png', 'one')
    await api.upload('Hello.', 'archive.zip', 'application/zip', 'two')
    const types = async (query: string) => (await api.list(query)).items.map(({ file_type }) => file_type)
    expect(await types('')).toEqual(['document', 'image', 'text'])
    expect(await types('?file_type=image')).toEqual(['image'])
    expect(await types('?workspace_uuid=one')).toEqual(['image', 'text'])
    expect((await api.list('')).items.map(({ file_url }) => file_url)).toEqual([null, null, null])
  })

  it.each(['?limit=0', '?limit=x', '?offset=-1', '?file_type=sound'])('refuses %s', async (query) => {
    const response = await askAymara(sandbox).call('GET', `/v2/files${query}`)
    expect(response).toMatchObject({ status: 422, body: { error: { code: 'validation.invalid_format' } } })
  })
})

it('aymara API › deletes softly', async () => {
  const api = askAymara(sandbox)
  const { file_uuid, file_url } = await api.upload('Hello.', 'hello.txt', 'text/plain')
  expect(await api.call('DELETE', `/v2/files/${file_uuid}`)).toMatchObject({ status: 204, body: undefined })
  for (const path of ['', '/status', '/frames']) {
    expect(await api.call('GET', `/v2/files/${file_uuid}${path}`)).toMatchObject({
      status: 404,
      body: { error: { code: 'resource.not_found' } },
    })
  }
  expect((await api.list('')).items.some((item) => item.file_uuid === file_uuid)).toBe(false)
  expect((await api.call('DELETE', `/v2/files/${file_uuid}`)).status).toBe(404)
  expect(await textOf(file_url)).toBe('Hello.')
})

it.each([
  [{}, 'auth.invalid_key'],
  [{ 'x-api-key': 'wrong' }, 'auth.invalid_key'],
  [{ 'x-api-key': 'sandbox-aymara-expired-key' }, 'auth.expired_key'],
])('aymara API › requires the API key: %o', async (headers, code) => {
  const response = await askWire(`${sandbox.url}/aymara`, headers)('GET', '/v2/files')
  expect(response).toMatchObject({
    status: 401,
    body: { error: { code, message: expect.any(String) as string, details: {} } },
  })
  const { request_id } = read(z.object({ request_id: z.string() }), response)
  expect(response.headers.get('x-request-id')).toBe(request_id)
})

it.each([
  [{ files: [{}] }, 'validation.invalid_request'],
  [
    { files: [{ local_file_path: 'a.txt', remote_uri: 'https://a.example/a.txt' }] },
    'validation.invalid_request',
  ],
  [{ files: [{ local_file_path: 7 }] }, 'validation.invalid_format'],
  [{}, 'validation.invalid_format'],
])('aymara API › refuses to create %o', async (body, code) => {
  const api = askAymara(sandbox)
  const { count } = await api.list('')
  expect(await api.call('POST', '/v2/files', body)).toMatchObject({ status: 422, body: { error: { code } } })
  expect((await api.list('')).count).toBe(count)
})

it('aymara API › responds with its own 404', async () => {
  const api = askAymara(sandbox)
  expect(await api.call('GET', '/v1/files')).toMatchObject({
    status: 404,
    body: { error: { code: 'resource.not_found' } },
  })
  const response = await api.call('DELETE', '/v2/files')
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST, GET'])
})

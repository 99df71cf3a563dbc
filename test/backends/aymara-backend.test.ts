import { describe, expect, test } from 'vitest'
import { aymaraBackend } from '../../src/backends/aymara/backend.ts'
import { createAymaraClient } from '../../src/backends/aymara/client.ts'
import { UploadError } from '../../src/errors.ts'
import { createUploader } from '../../src/uploader/uploader.ts'
import { fetchTransfer } from '../../src/testing/contract/transfer.ts'
import { openAymara } from './aymara-server.ts'

async function open(...options: Parameters<typeof openAymara>) {
  const server = await openAymara(...options)
  const client = createAymaraClient({ baseUrl: server.baseUrl, apiKey: 'key-1', bearerToken: 'token-1' })
  return { ...server, client, backend: aymaraBackend(client, { workspaceUuid: 'w-1' }) }
}

const intent = (name: string, contentType = 'image/png') => ({ uploadId: name, name, size: 5, contentType })

/** How far a date is from 30 minutes after now, in seconds. */
const offHalfAnHour = (date: Date | undefined) =>
  Math.abs((date?.getTime() ?? 0) - Date.now() - 30 * 60_000) / 1000

describe('Aymara backend › sign', () => {
  test('creates several files in one call and returns a PUT for each, never a download URL', async () => {
    const { backend, seen, store } = await open()
    const signed = await backend.sign([intent('a.png'), intent('b.mp4', 'video/mp4')], {})
    expect(signed).toMatchObject([
      {
        target: {
          type: 'put',
          url: `${store}/f-1?signature=write`,
          headers: { 'content-type': 'image/png' },
        },
        file: {
          id: 'f-1',
          name: 'a.png',
          size: 5,
          contentType: 'image/png',
          kind: 'image',
          status: 'pending',
        },
      },
      {
        target: { type: 'put', headers: { 'content-type': 'video/mp4' } },
        file: { id: 'f-2', kind: 'video', status: 'pending' },
      },
    ])
    for (const one of signed) expect('file' in one && one.file.url).toBeUndefined()
    expect(seen).toHaveLength(1)
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      workspace_uuid: 'w-1',
      files: [
        { local_file_path: 'a.png', content_type: 'image/png' },
        { local_file_path: 'b.mp4', content_type: 'video/mp4' },
      ],
    })
  })

  test('lets the API infer an unknown type, and sends the bytes with that type', async () => {
    const { backend, seen } = await open()
    const unknown = { ...intent('b.mp4', 'application/octet-stream'), relativePath: 'trip/b.mp4' }
    const [signed] = await backend.sign([unknown], {})
    expect(signed).toMatchObject({
      target: { headers: { 'content-type': 'video/mp4' } },
      file: { name: 'b.mp4' },
    })
    expect(seen[0]?.body).toContain('"files":[{"local_file_path":"trip/b.mp4"}]')
  })

  test('refuses only the file whose response is incomplete', async () => {
    const files = [
      { file_uuid: 'f-1', file_url: null },
      { file_url: 'http://store' },
      { file_uuid: 'f', file_url: 'http://store' },
      { file_uuid: 'g', file_url: '/account/email' },
    ]
    const { backend } = await open((_, res) => Boolean(res.end(JSON.stringify({ files }))))
    const intents = ['a', 'b', 'c', 'd'].map((id) => intent(id))
    const [noUrl, noId, good, ownPath] = await backend.sign(intents, {})
    expect(noUrl).toMatchObject({
      code: 'invalid-response',
      message: expect.stringContaining('file_url') as string,
    })
    expect(noId).toMatchObject({
      code: 'invalid-response',
      message: expect.stringContaining('file_uuid') as string,
    })
    expect(good).not.toBeInstanceOf(UploadError)
    expect(ownPath).toMatchObject({ code: 'invalid-response' })
    await expect(backend.sign([intent('a')], {})).rejects.toMatchObject({ code: 'invalid-response' })
  })
})

test('Aymara backend › confirm returns the file as the API describes it after the transfer', async () => {
  const { backend, files, seen, store } = await open()
  const [signed] = await backend.sign([intent('b.mp4', 'video/mp4')], {})
  if (!signed || signed instanceof UploadError) throw new Error('not signed')
  const stored = files.get('f-1')
  if (stored) Object.assign(stored, { status: 'processing', bytes: Buffer.from('12345') })
  const response = { status: 200, headers: new Headers(), body: '' }
  const file = await backend.confirm(signed, response, {})
  expect(file).toMatchObject({
    id: 'f-1',
    name: 'b.mp4',
    size: 5,
    kind: 'video',
    status: 'processing',
    url: `${store}/f-1?signature=read`,
  })
  expect(seen.slice(1).map(({ path }) => path)).toEqual(['/v2/files/f-1', '/v2/files/f-1/status'])
})

test('Aymara backend › get returns the whole file with a URL that is valid for half an hour', async () => {
  const { backend, client, add, store } = await open()
  add({
    type: 'video',
    contentType: 'video/mp4',
    from: { remoteUri: 'https://example.com/a%20b/my%20clip.mp4?token=1' },
    bytes: Buffer.from('12345'),
    video: { fps: 24, duration: 10, frame_count: 4, width: 640, height: '480' },
    status: 'failed',
    error: 'It has no frames.',
  })
  const file = await backend.get('f-1', {})
  expect(file).toEqual({
    id: 'f-1',
    name: 'my clip.mp4',
    size: 5,
    contentType: 'video/mp4',
    kind: 'video',
    status: 'failed',
    error: 'It has no frames.',
    url: `${store}/f-1?signature=read`,
    urlExpiresAt: expect.any(Date) as Date,
    createdAt: new Date('2026-02-08T10:00:00.123Z'),
    updatedAt: new Date('2026-02-08T10:00:01Z'),
    video: { fps: 24, duration: 10, frameCount: 4, width: 640 },
    raw: await client.files.get('f-1'),
  })
  expect(offHalfAnHour(file.urlExpiresAt)).toBeLessThan(5)
  expect(await backend.status('f-1', {})).toEqual({
    fileId: 'f-1',
    status: 'failed',
    error: 'It has no frames.',
    updatedAt: new Date('2026-02-08T10:00:01Z'),
  })
  await expect(backend.get('gone', {})).rejects.toMatchObject({ code: 'not-found' })
})

test.each([
  [{ localFilePath: 'C:\\holiday\\beach.png' }, 'beach.png'],
  [{ localFilePath: 'holiday/100% #1.png' }, '100% #1.png'],
  [{ remoteUri: 'https://example.com/' }, 'f-1'],
  [{ remoteUri: 'https://example.com/%E0%A4%A.png' }, '%E0%A4%A.png'],
  [{}, 'f-1'],
])('Aymara backend › a file from %j is called %s', async (from, name) => {
  const { backend, add } = await open()
  add({ from })
  expect((await backend.get('f-1', {})).name).toBe(name)
})

describe('Aymara backend › list', () => {
  test('pages by cursor, with a total', async () => {
    const { backend, add } = await open()
    for (let n = 0; n < 250; n++) add({ workspace: 'w-1', bytes: Buffer.from('x') })
    add({ workspace: 'another', bytes: Buffer.from('x') })
    const ids = new Set<string>()
    let pages = 0
    let cursor: string | undefined
    do {
      const page = await backend.list({ cursor }, {})
      expect(page.total).toBe(250)
      for (const { id, status } of page.files) if (status === 'completed') ids.add(id)
      cursor = page.nextCursor
      pages++
    } while (cursor !== undefined)
    expect([pages, ids.size]).toEqual([3, 250])
    await expect(backend.list({ cursor: 'no' }, {})).rejects.toThrow(TypeError)
  })

  test('filters by kind and returns nothing for an unknown one', async () => {
    const { backend, add, seen } = await open()
    add({ workspace: 'w-1', type: 'video' })
    add({ workspace: 'w-1' })
    const { files } = await backend.list({ kind: 'video', limit: 1 }, {})
    expect(files.map(({ id }) => id)).toEqual(['f-1'])
    expect(seen[0]?.query.toString()).toBe('workspace_uuid=w-1&file_type=video&limit=1')
    expect(await backend.list({ kind: 'other' }, {})).toEqual({ files: [], total: 0 })
  })

  test('requests the status only of files that may not be ready', async () => {
    const { backend, add, seen } = await open()
    const bytes = Buffer.from('x')
    add({ workspace: 'w-1', bytes })
    add({ workspace: 'w-1', type: 'video', bytes, video: { fps: 1 } })
    add({ workspace: 'w-1', type: 'video', bytes, status: 'processing' })
    add({ workspace: 'w-1', status: 'failed', error: 'Not found there.' })
    const { files } = await backend.list({}, {})
    expect(files.map(({ status, error }) => [status, error])).toEqual([
      ['completed', undefined],
      ['completed', undefined],
      ['processing', undefined],
      ['failed', 'Not found there.'],
    ])
    const asked = seen.slice(1).map(({ path }) => path)
    expect(asked).toEqual(['/v2/files/f-3/status', '/v2/files/f-4/status'])
  })

  test('uses a listed status, and leaves out files that were deleted meanwhile', async () => {
    const detail = (uuid: string, processing_status?: string) => ({
      ...{ file_uuid: uuid, organization_uuid: 'o', content_type: 'image/png', file_type: 'image' },
      ...{ remote_file_path: 'p', created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' },
      processing_status,
    })
    const items = [detail('f-1', 'processing'), detail('gone')]
    const { backend, seen } = await open((request, res) => {
      if (request.path !== '/v2/files') return false
      res.end(JSON.stringify({ items, count: 2 }))
      return true
    })
    const { files } = await backend.list({}, {})
    expect(files.map(({ id, status }) => [id, status])).toEqual([['f-1', 'processing']])
    expect(seen).toHaveLength(2)
  })
})

test('Aymara backend › find looks up each id, leaves out missing ones and ignores hashes', async () => {
  const { backend, add } = await open()
  add()
  add()
  expect((await backend.find({ ids: ['f-1', 'gone', 'f-2'] }, {})).map(({ id }) => id)).toEqual([
    'f-1',
    'f-2',
  ])
  expect(await backend.find({}, {})).toEqual([])
  await expect(backend.find({ contentHashes: ['00'] }, {})).rejects.toMatchObject({ code: 'unsupported' })
})

test('Aymara backend › remove deletes a file', async () => {
  const { backend, add, files } = await open()
  add()
  await backend.remove('f-1', {})
  expect(files.size).toBe(0)
})

describe('Aymara backend › frames', () => {
  const video = { type: 'video', contentType: 'video/mp4', bytes: Buffer.from('x') }

  test('have times and are valid for half an hour', async () => {
    const { backend, add, store } = await open()
    add({ ...video, video: { fps: 24, duration: 10 } })
    const frames = await backend.frames('f-1', {})
    expect(frames).toMatchObject({ fileId: 'f-1', frameCount: 4, complete: true })
    expect(frames.frames).toEqual(
      [0, 2.5, 5, 7.5].map((atSeconds, index) => ({
        index,
        atSeconds,
        url: `${store}/f-1/${index}.jpg?signature=read`,
      })),
    )
    expect(offHalfAnHour(frames.urlExpiresAt)).toBeLessThan(5)
  })

  test('expire by their own URLs if that is earlier', async () => {
    const { backend, add } = await open(({ path }, res) => {
      if (!path.endsWith('/frames')) return false
      const signed = 'http://store/1.jpg?X-Amz-Date=20300101T000000Z&X-Amz-Expires=60'
      const urls = [signed, signed.replace('2030', '2020'), 'http://store/3.jpg']
      res.end(JSON.stringify({ file_uuid: 'f-1', frame_count: 3, frame_urls: urls }))
      return true
    })
    add(video)
    const { urlExpiresAt } = await backend.frames('f-1', {})
    expect(urlExpiresAt).toEqual(new Date('2020-01-01T00:01:00Z'))
  })

  test.each([
    [{ fps: 2 }, [0, 0.5, 1, 1.5]],
    [{ codec: 'h264' }, [undefined, undefined, undefined, undefined]],
    [undefined, [undefined, undefined, undefined, undefined]],
  ])('of a video with %j are at %j', async (metadata, times) => {
    const { backend, add } = await open()
    add({ ...video, video: metadata })
    const { frames } = await backend.frames('f-1', {})
    expect(frames.map(({ atSeconds }) => atSeconds)).toEqual(times)
  })

  test.each(['pending', 'processing'])('are not requested while the video is %s', async (status) => {
    const { backend, add, seen } = await open()
    add({ ...video, status, video: { frame_count: 9 } })
    expect(await backend.frames('f-1', {})).toEqual({
      fileId: 'f-1',
      frameCount: 9,
      frames: [],
      complete: false,
    })
    expect(seen.map(({ path }) => path)).not.toContain('/v2/files/f-1/frames')
  })

  test('reject with the reason of a failed video, and are unsupported for an image', async () => {
    const { backend, add } = await open()
    add({ ...video, status: 'failed', error: 'It has no frames.' })
    add()
    await expect(backend.frames('f-1', {})).rejects.toMatchObject({
      code: 'processing-failed',
      message: expect.stringContaining('It has no frames.') as string,
    })
    await expect(backend.frames('f-2', {})).rejects.toMatchObject({ code: 'unsupported' })
  })
})

test('Aymara backend › importUrls lets the API download files and returns them', async () => {
  const { backend, seen, store } = await open()
  const files = await backend.importUrls(['https://example.com/a.mp4?x=1', 'https://example.com/b.png'], {})
  expect(files).toMatchObject([
    { id: 'f-1', name: 'a.mp4', kind: 'video', status: 'pending', url: `${store}/f-1?signature=read` },
    { id: 'f-2', name: 'b.png', kind: 'image', status: 'pending', url: `${store}/f-2?signature=read` },
  ])
  expect(offHalfAnHour(files[0]?.urlExpiresAt)).toBeLessThan(5)
  expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
    workspace_uuid: 'w-1',
    files: [{ remote_uri: 'https://example.com/a.mp4?x=1' }, { remote_uri: 'https://example.com/b.png' }],
  })
  expect(await backend.importUrls([], {})).toEqual([])
})

describe('Aymara backend › uploader', () => {
  test('uploads images with batched signatures, and sends no credentials to the store', async () => {
    const { backend, puts, seen, files } = await open()
    const uploader = createUploader({ backend, transfer: fetchTransfer })
    const sources = Array.from(
      { length: 20 },
      (_, n) => new File([`image ${n}`], `${n}.png`, { type: 'image/png' }),
    )
    const done = await Promise.all(uploader.add(sources).map(({ id }) => uploader.wait(id)))
    expect(done.map(({ status, name }) => [status, name])).toEqual(
      sources.map(({ name }) => ['completed', name]),
    )
    expect(seen.filter(({ method }) => method === 'POST').length).toBeLessThan(5)
    expect(puts).toHaveLength(20)
    expect(files.get(done[7]?.id ?? '')?.bytes?.toString()).toBe('image 7')
    for (const { headers, path, query } of puts) {
      expect(headers['content-type']).toBe('image/png')
      const sent = JSON.stringify([headers, path, String(query)])
      expect(sent).not.toContain('key-1')
      expect(sent).not.toContain('token-1')
    }
  })

  test('completes a video only when the API has processed it', async () => {
    const { backend, files } = await open()
    const uploader = createUploader({ backend, transfer: fetchTransfer })
    const words: string[] = []
    uploader.on((event) => {
      if (event.type !== 'status') return
      words.push(event.upload.state.status)
      const stored = files.get('f-1')
      if (event.upload.state.status === 'processing' && stored) {
        Object.assign(stored, { status: 'completed', video: { fps: 1, duration: 4 } })
      }
    })
    const [upload] = uploader.add([new File(['video'], 'clip.mp4', { type: 'video/mp4' })])
    const file = await uploader.wait(upload?.id ?? '')
    expect(words).toEqual(['signing', 'uploading', 'finishing', 'processing', 'completed'])
    expect(file).toMatchObject({ status: 'completed', size: 5, video: { duration: 4 } })
    expect((await backend.frames(file.id, {})).frames).toHaveLength(4)
  })

  test('fails a file that the API cannot process, with its reason', async () => {
    const { backend, files } = await open()
    const uploader = createUploader({ backend, transfer: fetchTransfer })
    uploader.on((event) => {
      const stored = files.get('f-1')
      if (stored && event.type === 'status')
        Object.assign(stored, { status: 'failed', error: 'It has no frames.' })
    })
    const [upload] = uploader.add([new File(['video'], 'clip.mp4', { type: 'video/mp4' })])
    await expect(uploader.wait(upload?.id ?? '')).rejects.toMatchObject({
      code: 'processing-failed',
      message: expect.stringContaining('It has no frames.') as string,
    })
  })
})

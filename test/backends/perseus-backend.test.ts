import { describe, expect, test } from 'vitest'
import { perseusBackend, type PerseusBackendOptions } from '../../src/backends/perseus/backend.ts'
import { createPerseusClient } from '../../src/backends/perseus/client.ts'
import { UploadError } from '../../src/errors.ts'
import type { SignedUpload } from '../../src/model/upload-target.ts'
import { createUploader } from '../../src/uploader/uploader.ts'
import type { UploadStatus } from '../../src/uploader/upload.ts'
import { eventually } from '../support/eventually.ts'
import { fetchTransfer } from '../../src/testing/contract/transfer.ts'
import { hashOf, openPerseus } from './perseus-server.ts'

type Options = { backend?: PerseusBackendOptions; intercept?: Parameters<typeof openPerseus>[0] }

async function open({ backend, intercept }: Options = {}) {
  const perseus = await openPerseus(intercept)
  const client = createPerseusClient({ baseUrl: perseus.baseUrl, apiKey: 'key-1' })
  return { ...perseus, client, backend: perseusBackend(client, backend) }
}

const contentHash = hashOf('hello')
const intent = { uploadId: 'u-1', name: 'a.txt', size: 5, contentType: 'text/plain', contentHash }
const file = (name = 'a.txt', content = 'hello') => new File([content], name, { type: 'text/plain' })

function signedOf([result]: readonly (SignedUpload | UploadError)[]): SignedUpload {
  if (!result || result instanceof UploadError) throw new Error('not signed', { cause: result })
  return result
}

describe('Perseus backend › sign', () => {
  test('returns a PUT for new content, without credentials', async () => {
    const { backend, store } = await open()
    const { target, file } = signedOf(await backend.sign([intent], {}))
    expect(target).toEqual({
      type: 'put',
      url: `${store}/p-1?signature=1`,
      headers: { 'content-type': 'application/octet-stream' },
    })
    expect(file).toMatchObject({
      id: 'p-1',
      name: 'a.txt',
      size: 5,
      contentType: 'text/plain',
      kind: 'text',
      status: 'processing',
      contentHash,
      raw: { id: 'p-1', status: 'pending' },
    })
  })

  test('returns the existing file for known content', async () => {
    const { backend, add } = await open()
    add({ sourceHash: contentHash, name: 'theirs.txt' })
    const { target, file } = signedOf(await backend.sign([intent], {}))
    expect(target).toEqual({ type: 'none' })
    expect(file).toMatchObject({ id: 'p-1', name: 'theirs.txt', size: 5, status: 'completed', contentHash })
  })

  test('waits for another upload of the same content', async () => {
    const { backend, add, files } = await open()
    add({ sourceHash: contentHash, status: 'pending' })
    const { target, file } = signedOf(await backend.sign([intent], {}))
    expect([target.type, file.id, file.status]).toEqual(['none', 'p-1', 'processing'])
    expect(files.size).toBe(1)
  })

  test.each([
    ['failed', {}, { status: 'failed' }],
    [
      'begun two hours ago',
      {},
      { status: 'pending', createdAt: new Date(Date.now() - 7_200_000).toISOString() },
    ],
    [
      'begun a minute ago, where that is too long',
      { abandonedAfterMs: 30_000 },
      { status: 'pending', createdAt: new Date(Date.now() - 60_000).toISOString() },
    ],
  ])('replaces a file that was %s', async (_, options, stored) => {
    const { backend, add, files } = await open({ backend: options })
    add({ sourceHash: contentHash, ...stored })
    const { target, file } = signedOf(await backend.sign([intent], {}))
    expect([target.type, file.id]).toEqual(['put', 'p-2'])
    expect([...files.keys()]).toEqual(['p-2'])
  })

  test('restarts an upload that was interrupted, but no other one', async () => {
    const { backend } = await open()
    await backend.sign([intent], {})
    const other = signedOf(await backend.sign([{ ...intent, uploadId: 'u-2' }], {}))
    expect([other.target.type, other.file.id]).toEqual(['none', 'p-1'])
    const again = signedOf(await backend.sign([intent], {}))
    expect([again.target.type, again.file.id]).toEqual(['put', 'p-2'])
  })

  test('names the conflicting file if it cannot be deleted', async () => {
    const { backend, add } = await open({
      intercept({ method }, res) {
        if (method === 'DELETE') res.writeHead(403).end()
        return method === 'DELETE'
      },
    })
    add({ sourceHash: contentHash, status: 'failed' })
    const [error] = await backend.sign([intent], {})
    expect(error).toMatchObject({ code: 'processing-failed', cause: { status: 403 } })
    expect(error).toHaveProperty('message', expect.stringContaining('p-1'))
  })

  test('ignores that the conflicting file has been deleted meanwhile', async () => {
    const { backend, add, files } = await open({
      intercept({ method, path }, res) {
        if (method !== 'DELETE') return false
        files.delete(path.replace('/api/v0/file/', ''))
        res.writeHead(404).end()
        return true
      },
    })
    add({ sourceHash: contentHash, status: 'failed' })
    expect(signedOf(await backend.sign([intent], {})).target.type).toBe('put')
  })

  test('refuses one file alone, requires a hash and follows its signal', async () => {
    const { backend } = await open({
      intercept({ body }, res) {
        if (body.includes('bad.txt')) res.writeHead(400).end('{"message":"Not that one."}')
        return body.includes('bad.txt')
      },
    })
    const bad = { ...intent, name: 'bad.txt', contentHash: 'bb' }
    const [good, refused] = await backend.sign([intent, bad], {})
    expect(good).not.toBeInstanceOf(UploadError)
    expect(refused).toMatchObject({ message: 'Not that one.' })
    await expect(backend.sign([{ ...intent, contentHash: undefined }], {})).rejects.toThrow(TypeError)
    const aborted = backend.sign([intent], { signal: AbortSignal.abort() })
    await expect(aborted).rejects.toMatchObject({ code: 'aborted' })
  })
})

test('Perseus backend › status, get and find map the three statuses', async () => {
  const { backend, add, client } = await open()
  for (const status of ['pending', 'uploaded', 'failed']) add({ sourceHash: status, status })
  const ids = ['p-1', 'p-2', 'p-3']
  expect(await Promise.all(ids.map((id) => backend.status(id, {})))).toEqual([
    { fileId: 'p-1', status: 'processing' },
    { fileId: 'p-2', status: 'completed' },
    { fileId: 'p-3', status: 'failed' },
  ])
  const raw = await client.findFile('p-2')
  expect(await backend.get('p-2', {})).toEqual({
    id: 'p-2',
    name: 'stored.txt',
    status: 'completed',
    createdAt: raw?.createdAt,
    raw,
  })
  const found = await backend.find({ ids: ['p-1'], contentHashes: ['failed', 'pending'] }, {})
  expect(found.map(({ id, status }) => [id, status])).toEqual([
    ['p-1', 'processing'],
    ['p-3', 'failed'],
  ])
  await expect(backend.get('gone', {})).rejects.toMatchObject({ code: 'not-found' })
  await expect(backend.status('gone', {})).rejects.toMatchObject({ code: 'not-found' })
})

test('Perseus backend › find without criteria sends no request', async () => {
  const { backend, seen } = await open()
  expect(await backend.find({ ids: [] }, {})).toEqual([])
  expect(seen).toEqual([])
})

test('Perseus backend › remove deletes a file, and unsupported methods are missing', async () => {
  const { backend, add, files } = await open()
  add({ sourceHash: contentHash })
  await backend.remove('p-1', {})
  expect(files.size).toBe(0)
  for (const method of ['list', 'frames', 'importUrls', 'presign']) expect(backend).not.toHaveProperty(method)
})

describe('Perseus backend › uploader', () => {
  async function start(options?: Options) {
    const perseus = await open(options)
    const uploader = createUploader({
      backend: perseus.backend,
      transfer: fetchTransfer,
      retry: { maxElapsedMs: 0 },
    })
    const add = (source = file()) => uploader.add([source])[0]?.id ?? ''
    const reaches = (id: string, status: UploadStatus) =>
      eventually(() => {
        expect(uploader.get(id)?.state.status).toBe(status)
      })
    return { ...perseus, uploader, upload: add, reaches }
  }

  test('sends the same content once', async () => {
    const { uploader, upload, puts, files, seen } = await start()
    const first = await uploader.wait(upload())
    const second = await uploader.wait(upload(file('again.txt')))
    expect(first).toMatchObject({ id: 'p-1', name: 'a.txt', size: 5, contentHash, status: 'completed' })
    expect(second).toEqual(first)
    expect(puts).toHaveLength(1)
    expect(files.get('p-1')?.bytes).toBe('hello')
    expect(JSON.stringify(puts)).not.toContain('key-1')
    expect(seen.filter(({ path }) => path === '/api/v0/file')).toHaveLength(2)
  })

  test('sends the same content once for two concurrent uploads', async () => {
    const { uploader, puts } = await start()
    const uploads = uploader.add([file('a.txt'), file('b.txt')])
    const done = await Promise.all(uploads.map(({ id }) => uploader.wait(id)))
    expect(done.map(({ id, status }) => [id, status])).toEqual([
      ['p-1', 'completed'],
      ['p-1', 'completed'],
    ])
    expect(puts).toHaveLength(1)
  })

  test('completes a file once Perseus has ingested it', async () => {
    const { uploader, upload, server, files, reaches } = await start()
    server.settles = false
    const id = upload()
    await reaches(id, 'processing')
    const stored = files.get('p-1')
    if (stored) stored.status = 'uploaded'
    expect(await uploader.wait(id)).toMatchObject({ status: 'completed', size: 5 })
  })

  test('fails a file that Perseus could not ingest, and sends it again on retry', async () => {
    const { uploader, upload, server, files, puts, reaches } = await start()
    server.settles = false
    const id = upload()
    await reaches(id, 'processing')
    const stored = files.get('p-1')
    if (stored) stored.status = 'failed'
    await expect(uploader.wait(id)).rejects.toMatchObject({ code: 'processing-failed' })
    server.settles = true
    uploader.retry(id)
    await reaches(id, 'completed')
    expect([...files.keys()]).toEqual(['p-2'])
    expect(puts).toHaveLength(2)
  })

  test('sends an upload whose bytes were refused again on retry', async () => {
    const { uploader, upload, server, files, reaches } = await start()
    server.storeStatus = 503
    const id = upload()
    await reaches(id, 'failed')
    server.storeStatus = 200
    uploader.retry(id)
    await reaches(id, 'completed')
    expect(uploader.get(id)?.remote).toMatchObject({ id: 'p-2', status: 'completed' })
    expect([...files.values()]).toMatchObject([{ id: 'p-2', bytes: 'hello' }])
  })

  test('deletes nothing if an upload that shares the content of another one is cancelled', async () => {
    const { uploader, upload, add, files, reaches } = await start()
    add({ sourceHash: contentHash, status: 'pending' })
    const id = upload()
    await reaches(id, 'processing')
    uploader.cancel(id)
    await reaches(id, 'cancelled')
    expect(files.size).toBe(1)
  })
})

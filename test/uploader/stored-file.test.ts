import { describe, expect, test } from 'vitest'
import type { Backend } from '../../src/backends/backend.ts'
import { UploadError } from '../../src/errors.ts'
import type { Transfer } from '../../src/uploader/transfer/transfer.ts'
import { eventually } from '../support/eventually.ts'
import type { MemoryStore } from './open-memory-store.ts'
import { add, bytesOf, fileOf, openUploader, withMultipart } from './open-uploader.ts'

/** An uploader whose backend is changed, and that notes which files are removed. */
function open(change: (store: MemoryStore) => Partial<Backend> & { transfer?: Transfer }) {
  const removed: string[] = []
  const { store, uploader } = openUploader({}, (store) => {
    const { transfer = store.transfer, ...changed } = change(store)
    const remove = async (id: string) => {
      removed.push(id)
      store.objects.delete(id)
    }
    return { backend: { ...store.backend, remove, ...changed }, transfer }
  })
  return { store, uploader, removed }
}

describe('confirmed file of another size', () => {
  /** Keeps ten bytes too few of the first files. */
  const openLossy = (losses: number) =>
    open((store) => ({
      async confirm({ file }) {
        const size = store.objects.get(file.id)?.length ?? 0
        return { ...file, status: 'completed', size: losses-- > 0 ? size - 10 : size }
      },
    }))

  test('is sent again once under a new key, and the first object is removed', async () => {
    const { store, uploader, removed } = openLossy(1)
    const id = add(uploader, fileOf(40))
    await expect(uploader.wait(id)).resolves.toMatchObject({ id: 'file-2', size: 40 })
    expect(store.log).toHaveLength(2)
    await eventually(() => expect(removed).toContain('file-1'))
    expect([...store.objects.keys()]).toEqual(['file-2'])
  })

  test('fails the second time with the number of stored bytes; a retry sends it again', async () => {
    const { store, uploader } = openLossy(2)
    const id = add(uploader, fileOf(40))
    await expect(uploader.wait(id)).rejects.toMatchObject({
      code: 'checksum',
      message: expect.stringContaining("30 of the file's 40 bytes") as string,
    })
    uploader.retry(id)
    await expect(uploader.wait(id)).resolves.toMatchObject({ id: 'file-3' })
    await eventually(() => expect([...store.objects.keys()]).toEqual(['file-3']))
  })

  test('is removed with its upload', async () => {
    const { store, uploader } = openLossy(2)
    const id = add(uploader, fileOf(40))
    await expect(uploader.wait(id)).rejects.toMatchObject({ code: 'checksum' })
    uploader.remove(id)
    await eventually(() => expect(store.objects.size).toBe(0))
  })

  test('is sent again for a multipart upload as well', async () => {
    let completed = 0
    const { store, uploader } = openUploader({ multipartThreshold: 1, partSize: 10 }, ({ backend }) => ({
      backend: withMultipart(backend, (target) => ({
        async complete(...parts) {
          const file = await target.complete(...parts)
          return completed++ === 0 ? { ...file, size: 39 } : file
        },
      })),
    }))
    await expect(uploader.wait(add(uploader, fileOf(40)))).resolves.toMatchObject({ id: 'file-2' })
    await eventually(() => expect([...store.objects.keys()]).toEqual(['file-2']))
  })
})

describe('lost response', () => {
  /** The first request is cut off: the store keeps `content`, and the page sees the connection break. */
  const openCut = (content: Uint8Array, etag: boolean) =>
    open((store) => {
      let requests = 0
      return {
        async transfer(request) {
          if (requests++ > 0) return store.transfer(request)
          store.objects.set(new URL(request.url).pathname.slice(1), content)
          request.onProgress(request.size / 2)
          throw new UploadError('network', 'The connection broke.')
        },
        async get(id) {
          const file = await store.backend.get(id)
          return etag ? file : { ...file, etag: undefined }
        },
      }
    })

  test('is not needed if the ETag is the MD5 of the bytes, which are not sent again', async () => {
    const { store, uploader } = openCut(bytesOf(40), true)
    await expect(uploader.wait(add(uploader, fileOf(40)))).resolves.toMatchObject({ id: 'file-1' })
    expect(store.log).toEqual([])
  })

  test.each([
    ['the ETag is that of other bytes', new Uint8Array(40), true],
    ['there is only a size, which proves nothing', bytesOf(40), false],
  ])('makes the file be sent again under a new key if %s', async (_, content, etag) => {
    const { store, uploader } = openCut(content, etag)
    await expect(uploader.wait(add(uploader, fileOf(40)))).resolves.toMatchObject({ id: 'file-2' })
    expect(store.objects.get('file-2')).toEqual(bytesOf(40))
    await eventually(() => expect([...store.objects.keys()]).toEqual(['file-2']))
  })
})

test('failed request › is repeated with the same URL if no byte was sent', async () => {
  const urls: string[] = []
  const { uploader } = open((store) => ({
    async transfer(request) {
      urls.push(request.url)
      if (urls.length === 1) throw new UploadError('network', 'Connection refused.')
      return store.transfer(request)
    },
  }))
  await uploader.wait(add(uploader, fileOf(40)))
  expect(urls).toHaveLength(2)
  expect(new Set(urls).size).toBe(1)
})

test('lost responses › of a backend without `get` leave one object', async () => {
  const { store, uploader } = openUploader({}, ({ backend: { get: _get, ...backend }, transfer, log }) => ({
    backend,
    async transfer(request) {
      const response = await transfer(request)
      if (log.length <= 2) throw new UploadError('network', 'The connection broke.')
      return response
    },
  }))
  const remote = await uploader.wait(add(uploader, fileOf(40)))
  await eventually(() => expect([...store.objects.keys()]).toEqual([remote.id]))
  expect(store.log).toHaveLength(3)
})

test('lost response › is looked for again if `get` fails for a moment, and no byte is sent twice', async () => {
  let gets = 0
  const { store, uploader } = open((memory) => ({
    async get(id) {
      if (gets++ === 0) throw new UploadError('server-error', 'Unavailable.', { status: 503 })
      return memory.backend.get(id)
    },
    async transfer(request) {
      await memory.transfer(request)
      throw new UploadError('network', 'The connection broke.')
    },
  }))
  await expect(uploader.wait(add(uploader, fileOf(40)))).resolves.toMatchObject({ id: 'file-1' })
  expect(store.log).toHaveLength(1)
})

describe('target with If-None-Match: *', () => {
  /** The first request breaks and the store keeps `content`; it responds with 412 if the object exists. */
  const openWriteOnce = (content: Uint8Array | undefined, etag = true) =>
    open((store) => {
      let requests = 0
      return {
        async sign(intents) {
          const uploads = await store.backend.sign(intents)
          return uploads.map((upload) => {
            const { target } = upload
            return target.type === 'put'
              ? { ...upload, target: { ...target, headers: { 'If-None-Match': '*' } } }
              : upload
          })
        },
        async transfer(request) {
          const key = new URL(request.url).pathname.slice(1)
          if (requests++ === 0) {
            request.onProgress(request.size / 2)
            // It arrives late: the store has no object yet when the page asks for it.
            if (content) setTimeout(() => store.objects.set(key, content))
            throw new UploadError('network', 'The connection broke.')
          }
          await new Promise((resolve) => setTimeout(resolve, 5))
          if (store.objects.has(key)) return { status: 412, headers: new Headers(), body: '' }
          return store.transfer(request)
        },
        async get(id) {
          const file = await store.backend.get(id)
          return etag ? file : { ...file, etag: undefined }
        },
      }
    })

  test('is used again after a broken connection', async () => {
    const { store, uploader } = openWriteOnce(undefined)
    await expect(uploader.wait(add(uploader, fileOf(40)))).resolves.toMatchObject({ id: 'file-1' })
    expect(store.calls.sign).toEqual([1])
  })

  test.each([
    ['its ETag is the MD5 of the bytes', true],
    ['it has the right size, and no ETag', false],
  ])('counts as stored if there is an object: %s', async (_, etag) => {
    const { store, uploader } = openWriteOnce(bytesOf(40), etag)
    await expect(uploader.wait(add(uploader, fileOf(40)))).resolves.toMatchObject({ id: 'file-1' })
    expect(store.calls.sign).toEqual([1])
    expect(store.log).toEqual([])
  })

  test.each([
    ['other bytes', new Uint8Array(40)],
    ['fewer bytes', bytesOf(20)],
  ])('is signed again if the object has %s, which is removed', async (_, content) => {
    const { store, uploader } = openWriteOnce(content)
    await expect(uploader.wait(add(uploader, fileOf(40)))).resolves.toMatchObject({ id: 'file-2' })
    await eventually(() => expect([...store.objects.keys()]).toEqual(['file-2']))
  })
})

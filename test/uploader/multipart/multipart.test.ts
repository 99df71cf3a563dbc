import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UploadError } from '../../../src/errors.ts'
import type { CallOptions } from '../../../src/model/call-options.ts'
import type { UploadedPart } from '../../../src/model/upload-target.ts'
import { createFakeBackend, createScriptedTransfer } from '../../../src/testing/index.ts'
import { createUploader } from '../../../src/uploader/uploader.ts'
import type { UploadEvent } from '../../../src/uploader/events.ts'
import { preferredPartSize } from '../../../src/uploader/multipart/part-size.ts'
import { partCount, filterCompleteParts } from '../../../src/uploader/multipart/multipart-state.ts'
import { eventually } from '../../support/eventually.ts'
import { openMemoryStore, type MemoryStoreOptions } from '../open-memory-store.ts'
import { add, bytesOf, fileOf, openUploader, quickly, withMultipart } from '../open-uploader.ts'
import { openStorage } from '../resume/open-storage.ts'

function open(options: MemoryStoreOptions = {}, more: Parameters<typeof openUploader>[1] = {}) {
  const { store, uploader } = openUploader({ multipartThreshold: 0, partSize: 10, ...options }, more)
  const events: UploadEvent[] = []
  uploader.on((event) => events.push(event))
  return { store, uploader, events }
}

test.each([0, 1, 9, 10, 11, 95, 100])(
  'multipart upload › sends each part of a file of %i bytes once',
  async (size) => {
    const { uploader, store } = open()
    const remote = await uploader.wait(add(uploader, fileOf(size)))
    expect(store.objects.get(remote.id)).toEqual(bytesOf(size))
    const numbers = store.log.map(({ part }) => part).sort((a, b) => (a ?? 0) - (b ?? 0))
    expect(numbers).toEqual(Array.from({ length: Math.max(1, Math.ceil(size / 10)) }, (_, i) => i + 1))
    expect(store.open.size).toBe(0)
  },
)

test('multipart upload › reads slices of at most a part, so that memory does not grow with the file', async () => {
  const { uploader } = open()
  const file = fileOf(95)
  const slices: number[] = []
  const slice = file.slice.bind(file)
  const whole = () => {
    throw new Error('the whole file was read')
  }
  for (const name of ['stream', 'arrayBuffer', 'text', 'bytes'])
    Object.defineProperty(file, name, { value: whole })
  Object.defineProperty(file, 'slice', {
    value: (...range: [number, number, string]) => {
      const part = slice(...range)
      slices.push(part.size)
      return part
    },
  })
  await uploader.wait(add(uploader, file))
  expect(Math.max(...slices)).toBe(10)
})

test('multipart upload › counts the parts of 100 GiB and compares them with the store’s list', () => {
  const size = 100 * 1024 ** 3
  const partSize = preferredPartSize(size)
  const count = partCount(size, partSize)
  expect((count - 1) * partSize).toBeLessThan(size)
  expect(count * partSize).toBeGreaterThanOrEqual(size)
  const last = size - (count - 1) * partSize
  const part = (number: number, bytes: number) => ({ number, size: bytes, etag: 'x' })
  const listed = [part(1, partSize), part(2, partSize - 1), part(count, last), part(count + 1, partSize)]
  expect([...filterCompleteParts(listed, size, partSize).keys()]).toEqual([1, count])
})

test('multipart upload › shares the slots with other uploads, in a sliding window', async () => {
  let running = 0
  let most = 0
  const { uploader } = open({ multipartThreshold: 50 }, ({ transfer }) => ({
    concurrency: 4,
    async transfer(request) {
      most = Math.max(most, ++running)
      await new Promise((done) => setTimeout(done, 2))
      try {
        return await transfer(request)
      } finally {
        running--
      }
    },
  }))
  const uploads = uploader.add([
    fileOf(300),
    fileOf(5),
    fileOf(200),
    ...Array.from({ length: 20 }, () => fileOf(3)),
  ])
  await Promise.all(uploads.map(({ id }) => uploader.wait(id)))
  expect(most).toBe(4)
})

test('multipart upload › retries each part alone, with a new URL if its own has expired', async () => {
  const expired = { act: 'respond', status: 403, body: '<Message>Request has expired</Message>' } as const
  const { uploader, store } = open({
    fault: ({ part, attempt }) => {
      if (part === 2 && attempt === 1) return expired
      if (part === 5 && attempt <= 2) return { act: 'respond', status: 503 }
      return part === 7 && attempt === 1 ? { act: 'reset' } : undefined
    },
  })
  const id = add(uploader, fileOf(95))
  const remote = await uploader.wait(id)
  expect(store.objects.get(remote.id)).toEqual(bytesOf(95))
  const times = (number: number) => store.log.filter(({ part }) => part === number)
  expect([1, 2, 5, 7].map((number) => times(number).length)).toEqual([1, 2, 3, 2])
  expect(new Set(store.log.map(({ signature }) => signature)).size).toBe(store.log.length)
  expect(uploader.get(id)?.stats).toMatchObject({ urlRefreshes: 1, attempts: 14 })
})

test('multipart upload › completes without exposed ETags, and names the missing CORS rule', async () => {
  const { uploader, store, events } = open({ fault: () => ({ act: 'hide-etag' }) })
  const id = add(uploader, fileOf(35))
  const remote = await uploader.wait(id)
  expect(store.objects.get(remote.id)).toEqual(bytesOf(35))
  const warnings = events.filter((event) => event.type === 'warning')
  expect(warnings).toHaveLength(1)
  expect(warnings[0]).toMatchObject({
    error: {
      code: 'etag-not-exposed',
      message: expect.stringContaining('"ExposeHeaders": ["ETag"]') as string,
    },
  })
  expect(uploader.get(id)?.stats?.warnings).toHaveLength(1)
})

test.each([
  ['the target says that parts have none', { hasEtags: false }, {}],
  [
    'every header of the response is exposed, and there is none',
    {},
    { date: 'Tue, 01 Dec 2026 00:00:00 GMT' },
  ],
])('multipart upload › warns of no missing ETag where %s', async (_, target, headers) => {
  const { uploader } = open({}, ({ backend, transfer }) => ({
    backend: withMultipart(backend, () => target),
    transfer: async (request) => ({ ...(await transfer(request)), headers: new Headers(headers) }),
  }))
  const id = add(uploader, fileOf(40))
  await uploader.wait(id)
  expect(uploader.get(id)?.stats?.warnings).toEqual([])
})

test('multipart upload › sends parts again that the store has lost, before completing', async () => {
  let isFirst = true
  const { uploader, store } = open({}, ({ transfer, open: opened }) => ({
    async transfer(request) {
      const response = await transfer(request)
      const part = new URL(request.url).searchParams.get('part')
      if (part === '2' && isFirst) {
        isFirst = false
        for (const { parts } of opened.values()) parts.set(2, Uint8Array.from([6, 6, 6]))
      }
      return response
    },
  }))
  const remote = await uploader.wait(add(uploader, fileOf(35)))
  expect(store.objects.get(remote.id)).toEqual(bytesOf(35))
  expect(store.calls.complete).toBe(2)
})

test.each([1, 2])(
  'multipart upload › completes if a part is lost %i times and its ETag is hidden',
  async (losses) => {
    const completed: (readonly UploadedPart[])[] = []
    const { uploader, store } = open({ fault: () => ({ act: 'hide-etag' }) }, (memory) => ({
      backend: withMultipart(memory.backend, (target) => ({
        complete(parts, call) {
          completed.push(parts)
          return target.complete(parts, call)
        },
      })),
      async transfer(request) {
        const response = await memory.transfer(request)
        const { part, attempt } = memory.log.at(-1) ?? {}
        if (part === 2 && (attempt ?? 0) <= losses)
          for (const { parts } of memory.open.values()) parts.delete(2)
        return response
      },
    }))
    const remote = await uploader.wait(add(uploader, fileOf(35)))
    expect(store.objects.get(remote.id)).toEqual(bytesOf(35))
    expect(completed).toHaveLength(1)
    expect(completed[0]?.map(({ etag }) => etag)).not.toContain('')
  },
)

test('multipart upload › starts once more if the store has aborted it', async () => {
  const { uploader, store } = open({
    fault: ({ id, part }) => {
      if (id === 'file-1' && part === 3) store.open.delete(id)
      return undefined
    },
  })
  const remote = await uploader.wait(add(uploader, fileOf(95)))
  expect(remote.id).toBe('file-2')
  expect(store.objects.get(remote.id)).toEqual(bytesOf(95))
})

test('multipart upload › leaves no parts when it is cancelled, including those in flight', async () => {
  const { uploader, store } = open({ fault: ({ part }) => (part === 4 ? { act: 'stall' } : undefined) })
  const id = add(uploader, fileOf(200))
  await eventually(() => {
    expect(store.log.length).toBeGreaterThan(5)
  })
  uploader.cancel(id)
  await eventually(() => {
    expect(store.open.size).toBe(0)
  })
  expect(store.objects.size).toBe(0)
})

test('multipart upload › keeps its parts when it fails, and a retry sends the missing ones', async () => {
  let isForbidden = true
  const { uploader, store } = open({
    fault: ({ part }) => (part === 3 && isForbidden ? { act: 'respond', status: 403 } : undefined),
  })
  const id = add(uploader, fileOf(40))
  await expect(uploader.wait(id)).rejects.toMatchObject({ code: 'forbidden' })
  isForbidden = false
  uploader.retry(id)
  await uploader.wait(id)
  expect(store.log.filter(({ part }) => part === 1)).toHaveLength(1)
})

test('multipart upload › passes the digest of each part to the signer', async () => {
  const { uploader, store } = open({ checksum: 'sha-256' })
  await uploader.wait(add(uploader, fileOf(25)))
  expect([...store.hashes.values()]).toHaveLength(3)
  expect(store.calls.signParts.every((numbers) => numbers.length === 1)).toBe(true)
})

test('multipart upload › fails with file-changed if the file changes, and leaves neither parts nor an object', async () => {
  const file = fileOf(95)
  let reads = 0
  // The error of a browser for a file that changed on disk.
  const changed = {
    size: 10,
    type: '',
    arrayBuffer: () => Promise.reject(new DOMException('x', 'NotReadableError')),
  }
  const slice = file.slice.bind(file)
  Object.defineProperty(file, 'slice', {
    value: (...range: [number, number, string]) => (++reads > 6 ? changed : slice(...range)),
  })
  const { uploader, store } = open()
  const id = add(uploader, file)
  await expect(uploader.wait(id)).rejects.toMatchObject({ code: 'file-changed' })
  await eventually(() => {
    expect(store.open.size).toBe(0)
  })
  expect(store.objects.size).toBe(0)
})

test('multipart upload › counts only the bytes of a repeated part as sent again', async () => {
  const { uploader } = open({
    fault: ({ part, attempt }) => (part === 3 && attempt === 1 ? { act: 'reset' } : undefined),
  })
  const id = add(uploader, fileOf(95))
  await uploader.wait(id)
  expect(uploader.get(id)?.stats).toMatchObject({ attempts: 11, sentBytes: 100, resentBytes: 5 })
})

describe('paused multipart upload', () => {
  test('sends every byte once, at whatever points and however often it is paused', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 120 }),
        fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 5 }),
        fc.integer({ min: 1, max: 4 }),
        async (size, pauses, concurrency) => {
          const completed: (number | undefined)[] = []
          let sends = 0
          const at = new Set(pauses)
          const { store, uploader } = open({}, ({ transfer }) => ({
            concurrency,
            async transfer(request) {
              if (at.delete(sends++)) {
                queueMicrotask(() => {
                  uploader.pause(id)
                  queueMicrotask(() => {
                    uploader.resume(id)
                  })
                })
              }
              const response = await transfer(request)
              if (!request.signal.aborted)
                completed.push(Number(new URL(request.url).searchParams.get('part')))
              return response
            },
          }))
          const id = add(uploader, fileOf(size))
          const remote = await uploader.wait(id)
          expect(store.objects.get(remote.id)).toEqual(bytesOf(size))
          expect(new Set(completed).size).toBe(completed.length)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('part size', () => {
  const gibi = 1024 ** 3
  const mebi = 1024 ** 2

  test('respects the limits of S3 for all file sizes and speeds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 48_000 * gibi }),
        fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }), { nil: undefined }),
        (size, speed) => {
          const partSize = preferredPartSize(size, speed)
          expect(partSize % mebi).toBe(0)
          expect(partSize).toBeGreaterThanOrEqual(5 * mebi)
          expect(partSize).toBeLessThanOrEqual(5 * gibi)
          expect(Math.ceil(size / partSize)).toBeLessThanOrEqual(10_000)
        },
      ),
    )
  })

  test('follows the speed, so that a failed part costs seconds and not minutes', () => {
    expect(preferredPartSize(gibi, 100)).toBe(5 * mebi)
    expect(preferredPartSize(gibi, 10_000)).toBe(77 * mebi)
    expect(preferredPartSize(gibi)).toBe(8 * mebi)
    expect(preferredPartSize(100 * gibi)).toBe(52 * mebi)
  })
})

test('multipart upload › reports the error of a complete call that fails for good', async () => {
  const { uploader } = open({}, ({ backend }) => ({
    backend: withMultipart(backend, () => ({
      complete: () => Promise.reject(new UploadError('too-large', 'Too large.', { status: 400 })),
    })),
  }))
  await expect(uploader.wait(add(uploader, fileOf(25)))).rejects.toMatchObject({ code: 'too-large' })
})

describe('multipart upload that is no longer needed', () => {
  test('is aborted if it was signed ahead by another backend than the one that takes the file', async () => {
    const { uploader, store } = open({ fault: () => ({ act: 'stall' }) }, { concurrency: 1 })
    const [first = '', ...ids] = uploader.add([1, 2, 3].map((size) => fileOf(size))).map(({ id }) => id)
    await eventually(() => expect(store.open.size).toBe(3))
    for (const id of ids) uploader.pause(id)
    const other = openMemoryStore({ multipartThreshold: 0 })
    const backend = { ...other.backend, name: 'other' }
    uploader.configure({ backend, transfer: other.transfer, storage: null, retry: quickly, concurrency: 2 })
    uploader.resumeAll()
    await Promise.all(ids.map((id) => uploader.wait(id)))
    expect(other.objects.size).toBe(2)
    await eventually(() => expect(store.open.size).toBe(1))
    uploader.remove(first)
    await eventually(() => expect(store.open.size).toBe(0))
  })

  test.each(['cancel', 'remove', 'pause and remove'] as const)(
    'is aborted if it was signed ahead: %s',
    async (action) => {
      const { uploader, store } = open({ fault: () => ({ act: 'stall' }) }, { concurrency: 1 })
      const [first = '', ...ids] = uploader.add([1, 2, 3].map((size) => fileOf(size))).map(({ id }) => id)
      await eventually(() => {
        expect(store.log).toHaveLength(1)
      })
      expect(store.open.size).toBe(3)
      for (const id of ids) {
        if (action === 'pause and remove') uploader.pause(id)
        if (action === 'cancel') uploader.cancel(id)
        else uploader.remove([id])
      }
      await eventually(() => {
        expect(store.open.size).toBe(1)
      })
      uploader.remove([first])
      await eventually(() => {
        expect(store.open.size).toBe(0)
      })
    },
  )

  test.each([
    ['one of many', 4],
    ['all', 1],
  ])('is aborted if it is cancelled while it is signed: %s', async (_, count) => {
    let respond = () => {}
    const { store, uploader } = open({ partSize: 8 * 1024 ** 2 }, ({ backend }) => ({
      transfer: () => new Promise(() => {}),
      backend: {
        ...backend,
        async sign(intents, { signal }: CallOptions) {
          const signed = await backend.sign(intents)
          await new Promise<void>((resolve) => (respond = resolve))
          // An aborted request has no response.
          signal?.throwIfAborted()
          return signed
        },
      },
    }))
    const large = new File([new Uint8Array(6 * 1024 ** 2)], 'big.bin')
    const ids = uploader.add(Array.from({ length: count }, () => large)).map(({ id }) => id)
    await eventually(() => {
      expect(store.open.size).toBe(count)
    })
    uploader.cancel(ids[0] ?? '')
    respond()
    await eventually(() => {
      expect(store.open.size).toBe(count - 1)
    })
    uploader.cancelAll()
    await eventually(() => {
      expect(store.open.size).toBe(0)
    })
  })

  test.each(['cancel', 'pause'] as const)(
    'is aborted after a %s while its record is written',
    async (action) => {
      const { records, storage } = openStorage()
      const { uploader, store } = open(
        {},
        {
          storage: {
            ...storage,
            async set(record) {
              await storage.set(record)
              uploader[action](record.id)
            },
          },
        },
      )
      add(uploader, fileOf(40))
      await eventually(() => {
        expect(store.calls.abort).toBeGreaterThan(0)
        expect([store.open.size, records.size]).toEqual([0, 0])
      })
      expect(store.log).toEqual([])
    },
  )
})

test('multipart upload › signs large files in turn, with part sizes by the measured speed', async () => {
  const mebi = 1024 ** 2
  const fake = createFakeBackend({ multipartThreshold: 16 * mebi })
  const preferred: (number | undefined)[] = []
  const uploader = createUploader({
    backend: {
      ...fake,
      sign(intents, call) {
        preferred.push(...intents.map(({ preferredPartSize }) => preferredPartSize))
        return fake.sign(intents, call)
      },
    },
    concurrency: 1,
    storage: null,
    transfer: createScriptedTransfer({}, fake.sent),
  })
  const source = new Blob([new Uint8Array(20 * mebi)])
  const uploads = uploader.add([source, source, source], { name: 'big.bin' })
  await Promise.all(uploads.map(({ id }) => uploader.wait(id)))
  const [first, ...others] = preferred
  expect(first).toBe(8 * mebi)
  expect(others).toHaveLength(2)
  for (const size of others) expect(size).toBeGreaterThan(8 * mebi)
})

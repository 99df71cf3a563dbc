import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UploadError } from '../../../src/errors.ts'
import type { CallOptions } from '../../../src/model/call-options.ts'
import { createFakeBackend, createScriptedTransfer } from '../../../src/testing/index.ts'
import type { UploaderOptions } from '../../../src/uploader/uploader-options.ts'
import { createUploader } from '../../../src/uploader/uploader.ts'
import type { UploadEvent } from '../../../src/uploader/events.ts'
import { preferredPartSize } from '../../../src/uploader/signing/part-size.ts'
import { partCount, filterCompleteParts } from '../../../src/uploader/multipart/multipart-state.ts'
import type { ResumableRecord, UploadStorage } from '../../../src/uploader/resume/record.ts'
import { eventually } from '../../support/eventually.ts'
import { add, bytesOf, fileOf, openUploader, quickly } from '../open-uploader.ts'
import { openMemoryStore, type MemoryStoreOptions } from '../open-memory-store.ts'

function open(options: MemoryStoreOptions = {}, more: Partial<UploaderOptions> = {}) {
  const { store, uploader } = openUploader({ multipartThreshold: 0, partSize: 10, ...options }, more)
  const events: UploadEvent[] = []
  uploader.on((event) => events.push(event))
  return { store, uploader, events }
}

test.each([0, 1, 9, 10, 11, 95, 100])('a file of %i bytes arrives whole, each part once', async (size) => {
  const { uploader, store } = open()
  const remote = await uploader.wait(add(uploader, fileOf(size)))
  expect(store.objects.get(remote.id)).toEqual(bytesOf(size))
  const numbers = store.log.map(({ part }) => part).sort((a, b) => (a ?? 0) - (b ?? 0))
  expect(numbers).toEqual(Array.from({ length: Math.max(1, Math.ceil(size / 10)) }, (_, i) => i + 1))
  expect(store.open.size).toBe(0)
})

test('only slices are ever read, none larger than a part: memory does not grow with the file', async () => {
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

test('the parts of 100 GiB are counted right, and listed as the store has them', () => {
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

test('parts share the slots with everything else, in a sliding window', async () => {
  let running = 0
  let most = 0
  const store = openMemoryStore({ multipartThreshold: 50, partSize: 10 })
  const uploader = createUploader({
    backend: store.backend,
    storage: null,
    concurrency: 4,
    transfer: async (request) => {
      most = Math.max(most, ++running)
      await new Promise((done) => setTimeout(done, 2))
      try {
        return await store.transfer(request)
      } finally {
        running--
      }
    },
  })
  const uploads = uploader.add([
    fileOf(300),
    fileOf(5),
    fileOf(200),
    ...Array.from({ length: 20 }, () => fileOf(3)),
  ])
  await Promise.all(uploads.map(({ id }) => uploader.wait(id)))
  expect(most).toBe(4)
})

test('each part is tried again alone, with a fresh URL where its own has expired', async () => {
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

test('a store that hides the ETag keeps nobody from finishing, and the rule to add is named', async () => {
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

test('what the store lost is sent again before the parts are made one', async () => {
  const { uploader, store } = open()
  const { transfer } = store
  let isFirst = true
  uploader.configure({
    backend: store.backend,
    retry: quickly,
    storage: null,
    transfer: async (request) => {
      const response = await transfer(request)
      const part = new URL(request.url).searchParams.get('part')
      if (part === '2' && isFirst) {
        isFirst = false
        for (const { parts } of store.open.values()) parts.set(2, Uint8Array.from([6, 6, 6]))
      }
      return response
    },
  })
  const remote = await uploader.wait(add(uploader, fileOf(35)))
  expect(store.objects.get(remote.id)).toEqual(bytesOf(35))
  expect(store.calls.complete).toBe(2)
})

test('an upload that the store gave up meanwhile starts once more', async () => {
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

test('cancelling leaves no parts, those that were on their way included', async () => {
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

test('a failed upload keeps its parts; a retry by hand sends what is missing', async () => {
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

test('a digest of each part goes to the signer that binds it', async () => {
  const { uploader, store } = open({ checksum: 'sha-256' })
  await uploader.wait(add(uploader, fileOf(25)))
  expect([...store.hashes.values()]).toHaveLength(3)
  expect(store.calls.signParts.every((numbers) => numbers.length === 1)).toBe(true)
})

test('a file that changed during the trip ends as such, never as an object, and leaves no parts', async () => {
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

test('a stats counts as sent again what had left of a part before, and no part but that', async () => {
  const { uploader } = open({
    fault: ({ part, attempt }) => (part === 3 && attempt === 1 ? { act: 'reset' } : undefined),
  })
  const id = add(uploader, fileOf(95))
  await uploader.wait(id)
  expect(uploader.get(id)?.stats).toMatchObject({ attempts: 11, sentBytes: 100, resentBytes: 5 })
})

describe('pausing', () => {
  test('at any point, any number of times: every byte arrives, and no part that was there is sent again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 120 }),
        fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 5 }),
        fc.integer({ min: 1, max: 4 }),
        async (size, pauses, concurrency) => {
          const store = openMemoryStore({ multipartThreshold: 0, partSize: 10 })
          const { backend } = store
          const completed: (number | undefined)[] = []
          let sends = 0
          const at = new Set(pauses)
          const uploader = createUploader({
            backend,
            concurrency,
            retry: quickly,
            storage: null,
            transfer: async (request) => {
              if (at.delete(sends++)) {
                queueMicrotask(() => {
                  uploader.pause(id)
                  queueMicrotask(() => {
                    uploader.resume(id)
                  })
                })
              }
              const response = await store.transfer(request)
              if (!request.signal.aborted)
                completed.push(Number(new URL(request.url).searchParams.get('part')))
              return response
            },
          })
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

  test('is what S3 takes, whatever the file and the speed', () => {
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

  test('follows the speed: seconds and not minutes are lost with a part', () => {
    expect(preferredPartSize(gibi, 100)).toBe(5 * mebi)
    expect(preferredPartSize(gibi, 10_000)).toBe(77 * mebi)
    expect(preferredPartSize(gibi)).toBe(8 * mebi)
    expect(preferredPartSize(100 * gibi)).toBe(52 * mebi)
  })
})

test('a refusal of complete that will not pass is told', async () => {
  const store = openMemoryStore({ multipartThreshold: 0 })
  const uploader = createUploader({
    ...store,
    retry: quickly,
    storage: null,
    backend: {
      ...store.backend,
      async sign(intents) {
        const signed = await store.backend.sign(intents)
        return signed.map((one) => ({
          ...one,
          target: {
            ...one.target,
            complete: () => Promise.reject(new UploadError('too-large', 'Too large.', { status: 400 })),
          },
        }))
      },
    },
  })
  await expect(uploader.wait(add(uploader, fileOf(25)))).rejects.toMatchObject({ code: 'too-large' })
})

describe('what is open at the store and not wanted any more is given up', () => {
  test.each(['cancel', 'remove', 'pause and remove'] as const)('signed ahead: %s', async (action) => {
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
  })

  test.each([
    ['one of many', 4],
    ['all', 1],
  ])('cancelled while they are signed: %s', async (_, count) => {
    const store = openMemoryStore({ multipartThreshold: 0, partSize: 8 * 1024 ** 2 })
    let respond = () => {}
    const uploader = createUploader({
      transfer: () => new Promise(() => {}),
      storage: null,
      backend: {
        ...store.backend,
        async sign(intents, { signal }: CallOptions) {
          const signed = await store.backend.sign(intents)
          await new Promise<void>((resolve) => (respond = resolve))
          // An aborted request has no response.
          signal?.throwIfAborted()
          return signed
        },
      },
    })
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

  test.each(['cancel', 'pause'] as const)('%s while the record is written', async (action) => {
    const records = new Map<string, ResumableRecord>()
    const storage: UploadStorage = {
      get: async (id) => records.get(id),
      async set(record) {
        records.set(record.id, record)
        uploader[action](record.id)
      },
      delete: async (id) => void records.delete(id),
      list: async () => [...records.values()],
    }
    const { uploader, store } = open({}, { storage })
    add(uploader, fileOf(40))
    await eventually(() => {
      expect(store.calls.abort).toBeGreaterThan(0)
      expect([store.open.size, records.size]).toEqual([0, 0])
    })
    expect(store.log).toEqual([])
  })
})

test('large files are signed in their turn, and the size of their parts follows the speed that was measured', async () => {
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

import { describe, expect, test, vi } from 'vitest'
import type { Backend } from '../../src/backends/backend.ts'
import { UploadError } from '../../src/errors.ts'
import { createUploader } from '../../src/uploader/uploader.ts'
import { eventually } from '../support/eventually.ts'
import { add, fileOf, openUploader, quickly } from './open-uploader.ts'
import { openMemoryStore } from './open-memory-store.ts'

const never = () => new Promise<never>(() => undefined)

describe('a backend call that never settles', () => {
  test.each([
    ['sign', { sign: never }, 0],
    ['signParts', {}, 1],
    ['confirm', { confirm: never }, 0],
  ] as const)('%s holds no slot once its upload is cancelled', async (name, broken, multipart) => {
    const store = openMemoryStore({ multipartThreshold: multipart ? 1 : Infinity })
    let calls = 0
    const backend: Backend = {
      ...store.backend,
      ...broken,
      async sign(intents) {
        if (name === 'sign' && calls++ === 0) return never()
        const uploads = await store.backend.sign(intents)
        return uploads.map((upload) =>
          name === 'signParts' && upload.target.type === 'multipart' && calls++ === 0
            ? { ...upload, target: { ...upload.target, signParts: never } }
            : upload,
        )
      },
      async confirm(signed) {
        if (name === 'confirm' && calls++ === 0) return never()
        return store.backend.confirm(signed)
      },
    }
    const { transfer } = store
    const uploader = createUploader({ backend, transfer, retry: quickly, storage: null, concurrency: 1 })
    const first = add(uploader, fileOf(40))
    await eventually(() => expect(calls).toBe(1))
    const second = add(uploader, fileOf(50))
    uploader.cancel(first)
    await expect(uploader.wait(second)).resolves.toMatchObject({ size: 50 })
  })
})

describe('cancel', () => {
  test('calls the backend for nothing but the removal of the file afterwards', async () => {
    const store = openMemoryStore()
    const calls: string[] = []
    const watched = Object.fromEntries(
      Object.entries(store.backend).map(([name, member]: [string, unknown]) => [
        name,
        typeof member === 'function'
          ? (...options: unknown[]) => {
              calls.push(name)
              return (member as (...args: unknown[]) => unknown)(...options)
            }
          : member,
      ]),
    ) as unknown as Backend
    let respond: () => void = () => undefined
    const uploader = createUploader({
      backend: watched,
      storage: null,
      transfer: async (request) => {
        const response = await store.transfer(request)
        await new Promise<void>((resolve) => (respond = resolve))
        return response
      },
    })
    const id = add(uploader, fileOf(40))
    await eventually(() => expect(uploader.get(id)?.state.status).toBe('finishing'))
    calls.length = 0
    uploader.cancel(id)
    respond()
    await eventually(() => expect(store.objects.size).toBe(0))
    expect(new Set(calls)).toEqual(new Set(['remove']))
  })
})

test('remove › of an upload that failed after its parts were assembled removes the file', async () => {
  const { store } = openUploader({ multipartThreshold: 1 })
  const uploader = createUploader({
    ...store,
    retry: quickly,
    storage: null,
    backend: {
      ...store.backend,
      async sign(intents) {
        const uploads = await store.backend.sign(intents)
        return uploads.map((upload) => {
          const { target } = upload
          if (target.type !== 'multipart') return upload
          const complete: typeof target.complete = async (...parts) => {
            const file = await target.complete(...parts)
            return { ...file, status: 'processing' }
          }
          return { ...upload, target: { ...target, complete } }
        })
      },
      async status() {
        throw new UploadError('forbidden', 'No.', { status: 403 })
      },
    },
  })
  const id = add(uploader, fileOf(40))
  await expect(uploader.wait(id)).rejects.toMatchObject({ code: 'forbidden' })
  expect(store.objects.size).toBe(1)
  uploader.remove(id)
  await eventually(() => expect(store.objects.size).toBe(0))
})

test('configure › a backend gets digests of its own algorithm only', async () => {
  const first = openMemoryStore({ checksum: 'sha-256' })
  const second = openMemoryStore({ checksum: 'md5' })
  const intents: unknown[] = []
  const { transfer } = second
  const failing: Backend = {
    ...first.backend,
    sign: () => Promise.reject(new UploadError('forbidden', 'No.', { status: 403 })),
  }
  const uploader = createUploader({ backend: failing, transfer, retry: quickly, storage: null })
  const id = add(uploader, fileOf(40))
  await expect(uploader.wait(id)).rejects.toMatchObject({ code: 'forbidden' })
  const backend: Backend = {
    ...second.backend,
    name: 'second',
    async sign(batch) {
      intents.push(...batch)
      return second.backend.sign(batch)
    },
  }
  uploader.configure({ backend, transfer, retry: quickly, storage: null })
  uploader.retry(id)
  await uploader.wait(id)
  expect(intents).toMatchObject([{ checksum: expect.stringMatching(/^[\da-f]{32}$/) as string }])
})

test('subscribe › a listener that subscribes itself again is called once', () => {
  const { uploader } = openUploader()
  let calls = 0
  const listener = () => {
    calls++
    unsubscribe()
    unsubscribe = uploader.subscribeIds(listener)
  }
  let unsubscribe = uploader.subscribeIds(listener)
  add(uploader, fileOf(1))
  expect(calls).toBe(1)
})

test('events › a listener that throws is reported, and stops no upload', async () => {
  const reported: unknown[] = []
  vi.stubGlobal('reportError', (error: unknown) => reported.push(error))
  try {
    const { uploader } = openUploader()
    uploader.on(() => {
      throw new Error('thrown by a listener')
    })
    await uploader.wait(add(uploader, fileOf(1)))
    expect(reported).not.toEqual([])
  } finally {
    vi.unstubAllGlobals()
  }
})

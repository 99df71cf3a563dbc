import { describe, expect, test } from 'vitest'
import type { Backend } from '../../src/backends/backend.ts'
import { UploadError } from '../../src/errors.ts'
import { createUploader } from '../../src/uploader/uploader.ts'
import { eventually } from '../support/eventually.ts'
import { openMemoryStore, type MemoryStore, type MemoryStoreOptions } from './open-memory-store.ts'
import { add, fileOf, openUploader, quickly, withMultipart } from './open-uploader.ts'

/** Makes the first of some calls hang. */
function createHangOnce() {
  let isHanging = false
  return {
    isHanging: () => isHanging,
    once:
      <Args extends readonly unknown[], T>(call: (...args: Args) => Promise<T>) =>
      (...args: Args): Promise<T> => {
        if (isHanging) return call(...args)
        isHanging = true
        return new Promise(() => undefined)
      },
  }
}

type Once = ReturnType<typeof createHangOnce>['once']

describe('a backend call that never settles', () => {
  test.each<[string, MemoryStoreOptions, (backend: MemoryStore['backend'], once: Once) => Backend]>([
    ['sign', {}, (backend, once) => ({ ...backend, sign: once(backend.sign) })],
    [
      'signParts',
      { multipartThreshold: 1 },
      (backend, once) => withMultipart(backend, ({ signParts }) => ({ signParts: once(signParts) })),
    ],
    ['confirm', {}, (backend, once) => ({ ...backend, confirm: once(backend.confirm) })],
  ])('%s holds no slot once its upload is cancelled', async (_, options, change) => {
    const { isHanging, once } = createHangOnce()
    const { uploader } = openUploader(options, ({ backend }) => ({
      backend: change(backend, once),
      concurrency: 1,
    }))
    const first = add(uploader, fileOf(40))
    await eventually(() => expect(isHanging()).toBe(true))
    const second = add(uploader, fileOf(50))
    uploader.cancel(first)
    await expect(uploader.wait(second)).resolves.toMatchObject({ size: 50 })
  })
})

describe('cancel', () => {
  test('calls the backend for nothing but the removal of the file afterwards', async () => {
    const calls: string[] = []
    let respond: () => void = () => undefined
    const { store, uploader } = openUploader({}, ({ backend, transfer }) => ({
      backend: new Proxy<Backend>(backend, {
        get(target, name: keyof Backend) {
          const member: unknown = target[name]
          if (typeof member !== 'function') return member
          return (...args: unknown[]): unknown => {
            calls.push(name)
            return Reflect.apply(member, target, args)
          }
        },
      }),
      async transfer(request) {
        const response = await transfer(request)
        await new Promise<void>((resolve) => (respond = resolve))
        return response
      },
    }))
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
  const { store, uploader } = openUploader({ multipartThreshold: 1 }, ({ backend }) => ({
    backend: {
      ...withMultipart(backend, ({ complete }) => ({
        complete: async (...parts) => ({ ...(await complete(...parts)), status: 'processing' }),
      })),
      async status() {
        throw new UploadError('forbidden', 'No.', { status: 403 })
      },
    },
  }))
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

import { describe, expect, test, vi } from 'vitest'
import type { Backend } from '../../src/backends/backend.ts'
import { UploadError } from '../../src/errors.ts'
import { importRecovery, type RetryOptions } from '../../src/uploader/retry-policy.ts'
import type { Transfer } from '../../src/uploader/transfer/transfer.ts'
import type { Uploader } from '../../src/uploader/uploader.ts'
import { useFakeClock } from '../support/fake-clock.ts'
import type { MemoryStore, MemoryStoreOptions } from './open-memory-store.ts'
import { add, bytesOf, fileOf, openUploader, quickly, withMultipart } from './open-uploader.ts'

type Changes = Partial<Backend> & { transfer?: Transfer; retry?: RetryOptions }

const parts: MemoryStoreOptions = { multipartThreshold: 1 }

/** How long an aborted request needs to reach the store. */
const latenessMs = 300

/** A store whose `remove` succeeds whether or not there is a file, as `DELETE` does in S3. */
async function open(options: MemoryStoreOptions, change: (store: MemoryStore) => Changes) {
  // Imports take their time, whatever the fake timers say.
  await importRecovery()
  useFakeClock()
  const { store, uploader } = openUploader(options, (memory) => {
    const { transfer = memory.transfer, retry = quickly, ...changed } = change(memory)
    return { backend: { ...memory.backend, ...changed }, transfer, retry }
  })
  const becomes = (id: string, status: string) =>
    vi.waitFor(() => expect(uploader.get(id)?.state.status).toBe(status))
  return { store, uploader, becomes }
}

/** Sends half of each body; the store has all of it some time after the request was aborted. */
const arriveLate =
  ({ objects }: MemoryStore): Transfer =>
  ({ url, size, onProgress, signal }) => {
    onProgress(size / 2)
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => {
        setTimeout(() => objects.set(new URL(url).pathname.slice(1), bytesOf(size)), latenessMs)
        reject(signal.reason as Error)
      })
    })
  }

/** The store assembles the parts some time after the call of `complete`, which ends with `respond`. */
const assembleLate = ({ backend, objects }: MemoryStore, respond: () => Promise<never>): Changes =>
  withMultipart(backend, ({ resumeToken: id }) => ({
    complete() {
      setTimeout(() => objects.set(id, bytesOf(40)), latenessMs)
      return respond()
    },
  }))

/** The id of a file is that of its upload. */
const fixedIds: Pick<Backend, 'sign'> = {
  sign: async (intents) =>
    intents.map(({ uploadId: id, name }) => ({
      file: { id, name, status: 'pending', raw: undefined },
      target: { type: 'put', url: `https://store.test/${id}`, headers: {} },
    })),
}

/** Checks that what arrives late is removed. */
async function expectRemoved({ objects }: MemoryStore) {
  await vi.waitFor(() => expect(objects.size).toBe(1))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(objects.size).toBe(0)
}

describe('clean-up', () => {
  test.each(['cancel', 'remove'] as const)(
    'after %s removes a file whose bytes arrive later',
    async (action) => {
      const { store, uploader, becomes } = await open({}, (memory) => ({ transfer: arriveLate(memory) }))
      const id = add(uploader, fileOf(40))
      await becomes(id, 'uploading')
      uploader[action](id)
      await expectRemoved(store)
    },
  )

  test('after a stall removes a file whose bytes arrive when the failed upload is no longer listed', async () => {
    const { store, uploader, becomes } = await open({}, (memory) => ({
      transfer: arriveLate(memory),
      retry: { maxElapsedMs: 0, stallTimeoutMs: 100 },
    }))
    const id = add(uploader, fileOf(40))
    await becomes(id, 'failed')
    uploader.remove(id)
    await expectRemoved(store)
  })

  test('after cancel removes a file whose parts are assembled later', async () => {
    const never = () => new Promise<never>(() => undefined)
    const { store, uploader, becomes } = await open(parts, (memory) => assembleLate(memory, never))
    const id = add(uploader, fileOf(40))
    await becomes(id, 'finishing')
    uploader.cancel(id)
    await expectRemoved(store)
  })

  test('removes a file whose parts are assembled after the failed upload was removed', async () => {
    const { store, uploader, becomes } = await open(parts, (memory) => ({
      ...assembleLate(memory, () => Promise.reject(new UploadError('network', 'The connection broke.'))),
      retry: { maxElapsedMs: 0 },
    }))
    const id = add(uploader, fileOf(40))
    await becomes(id, 'failed')
    uploader.remove(id)
    await expectRemoved(store)
  })

  test.each([undefined, 502, 504])(
    'keeps the file of a retry that has the id of the cancelled attempt, though signing fails with %s',
    async (status) => {
      let attempts = 0
      let signs = 0
      const { store, uploader, becomes } = await open({}, (memory) => {
        const late = arriveLate(memory)
        return {
          async sign(intents, call) {
            const signed = await fixedIds.sign(intents, call)
            // A gateway that gives up does not undo what the server has done.
            if (++signs === 2 && status) throw new UploadError('server-error', 'Bad gateway', { status })
            return signed
          },
          transfer: (request) => (attempts++ === 0 ? late : memory.transfer)(request),
        }
      })
      const id = add(uploader, fileOf(40))
      await becomes(id, 'uploading')
      uploader.cancel(id)
      uploader.retry(id)
      await becomes(id, 'completed')
      await vi.advanceTimersByTimeAsync(60_000)
      expect([...store.objects.keys()]).toEqual([id])
      expect(signs).toBe(status ? 3 : 2)
    },
  )

  test.each([
    ['removed', (id: string, uploader: Uploader) => uploader.remove(id), 0],
    ['retried', (id: string, uploader: Uploader) => uploader.retry(id), 1],
  ])('removes a file that could not be processed when its upload is %s', async (_, act, left) => {
    let processed = 0
    const { store, uploader, becomes } = await open({}, () => ({
      confirm: async ({ file }) => ({ ...file, status: processed++ === 0 ? 'failed' : 'completed' }),
    }))
    const id = add(uploader, fileOf(40))
    await becomes(id, 'failed')
    act(id, uploader)
    await vi.waitFor(() => expect([...store.objects.keys()]).not.toContain('file-1'))
    await vi.waitFor(() => expect(store.objects.size).toBe(left))
  })
})

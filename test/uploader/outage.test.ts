import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { UploadError } from '../../src/errors.ts'
import { uploadFraction } from '../../src/uploader/progress.ts'
import type { UploadState } from '../../src/uploader/upload.ts'
import { useFakeClock } from '../support/fake-clock.ts'
import type { MemoryStoreOptions } from './open-memory-store.ts'
import { add, fileOf, openUploader } from './open-uploader.ts'

beforeEach(useFakeClock)

/** A store and an API that can be cut off from the network, each with an origin of its own. */
function open(options: MemoryStoreOptions = {}) {
  const down = new Set<'store' | 'sign' | 'confirm' | 'complete'>()
  const reach = (what: 'store' | 'sign' | 'confirm' | 'complete') => {
    const url = what === 'store' ? 'https://store.test/key' : 'https://api.test/files'
    if (down.has(what)) throw new UploadError('network', 'The connection failed.', { url })
  }
  const { store, uploader } = openUploader(options, ({ backend, transfer }) => ({
    retry: undefined,
    backend: {
      ...backend,
      scope: 'https://api.test/files',
      async sign(intents) {
        reach('sign')
        return backend.sign(intents)
      },
      async confirm(signed) {
        reach('confirm')
        return backend.confirm(signed)
      },
    },
    async transfer(request) {
      request.onProgress(1)
      reach('store')
      return transfer(request)
    },
  }))
  const states: UploadState[] = []
  const fractions: number[] = []
  uploader.on((event) => {
    if (event.type !== 'status') return
    states.push(event.upload.state)
    fractions.push(uploadFraction(event.upload))
  })
  return { uploader, store, down, states, fractions }
}

/** Lets time pass; what is read from files takes real time. */
async function pass(seconds: number) {
  await vi.dynamicImportSettled()
  for (let step = 0; step < seconds * 4; step++) {
    await vi.advanceTimersByTimeAsync(250)
    await new Promise(setImmediate)
  }
}

describe('when a connection is back', () => {
  test.each([
    ['the storage', 'store', 31],
    ['the storage, for a single file', 'store', 1],
    ['the API', 'sign', 31],
  ] as const)('all uploads that wait for %s continue within seconds', async (_, what, count) => {
    const { uploader, down } = open()
    down.add(what)
    uploader.add(Array.from({ length: count }, () => fileOf(40)))
    await pass(60)
    expect(uploader.totals().counts.completed).toBe(0)
    down.delete(what)
    await pass(4)
    expect(uploader.totals().counts.completed).toBe(count)
  })

  test('a response with an error does not: the server may be busy', async () => {
    const random = vi.spyOn(Math, 'random').mockReturnValue(0.99)
    onTestFinished(() => random.mockRestore())
    const { uploader } = open({
      fault: ({ id }) => (id === 'file-1' ? { act: 'respond', status: 503 } : undefined),
    })
    const busy = add(uploader, fileOf(40))
    const waitMs = () => {
      const state = uploader.get(busy)?.state
      return state?.status === 'retrying' ? state.at.getTime() - Date.now() : 0
    }
    for (let second = 0; second < 60 && waitMs() < 10_000; second++) await pass(1)
    const waiting = uploader.get(busy)?.state
    const other = add(uploader, fileOf(50))
    await pass(5)
    expect(uploader.get(other)?.state.status).toBe('completed')
    expect(uploader.get(busy)?.state).toBe(waiting)
    uploader.cancel(busy)
  })
})

describe('while nothing is sent', () => {
  test('a file whose confirmation waits is shown as retrying, then as finishing', async () => {
    const { uploader, down, states, fractions } = open()
    down.add('confirm')
    const id = add(uploader, fileOf(40))
    await pass(20)
    expect(uploader.get(id)?.state).toMatchObject({ status: 'retrying', error: { code: 'network' } })
    down.delete('confirm')
    await pass(4)
    expect(states.slice(-3).map(({ status }) => status)).toEqual(['retrying', 'finishing', 'completed'])
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
  })

  test('a paused upload keeps the bytes that wait for their confirmation', async () => {
    const { uploader, store, down } = open()
    down.add('confirm')
    const id = add(uploader, fileOf(40))
    await pass(20)
    uploader.pause(id)
    expect(uploader.get(id)?.state).toEqual({ status: 'paused' })
    down.delete('confirm')
    uploader.resume(id)
    await pass(1)
    expect(uploader.get(id)?.state.status).toBe('completed')
    expect(store.log).toHaveLength(1)
  })

  test('a multipart upload is shown as retrying when its last part waits, though others have arrived', async () => {
    const { uploader } = open({
      multipartThreshold: 1,
      partSize: 10,
      fault: ({ part }) => (part === 2 ? { act: 'reset' } : undefined),
    })
    const id = add(uploader, fileOf(40))
    await pass(20)
    const upload = uploader.get(id)
    expect(upload?.state).toMatchObject({ status: 'retrying' })
    expect(upload && uploadFraction(upload)).toBeGreaterThan(0.7)
    uploader.cancel(id)
  })
})

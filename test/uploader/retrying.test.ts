import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { UploadError } from '../../src/errors.ts'
import { createFakeBackend, createScriptedTransfer } from '../../src/testing/index.ts'
import type { UploaderOptions } from '../../src/uploader/uploader-options.ts'
import { createUploader } from '../../src/uploader/uploader.ts'
import { eventually } from '../support/eventually.ts'
import { add, fileOf, openEngine, quickly } from './open-uploader.ts'
import { openMemoryStore } from './open-memory-store.ts'

describe('what passes is tried again', () => {
  test.each([
    ['503', { act: 'answer', status: 503 }],
    ['500', { act: 'answer', status: 500 }],
    ['429', { act: 'answer', status: 429 }],
    ['408', { act: 'answer', status: 408 }],
    ['a reset connection', { act: 'reset' }],
  ] as const)('%s', async (_, fault) => {
    const { engine, store } = openEngine({ fault: ({ visits }) => (visits <= 3 ? fault : undefined) })
    const id = add(engine, fileOf(40))
    const remote = await engine.wait(id)
    expect(store.objects.get(remote.id)).toHaveLength(40)
    expect(engine.get(id)?.stats).toMatchObject({ attempts: 4 })
    expect(engine.get(id)?.stats?.failures).toHaveLength(3)
  })

  test.each([400, 401, 403, 404, 413, 501])('%i is final', async (status) => {
    const { engine, store } = openEngine({ fault: () => ({ act: 'answer', status }) })
    await expect(engine.wait(add(engine, fileOf(4)))).rejects.toMatchObject({ status })
    expect(store.log).toHaveLength(1)
  })

  test('a 412 is success if an earlier attempt has stored the file', async () => {
    const { engine, store } = openEngine({
      fault: ({ attempt }) => (attempt === 1 ? { act: 'lose-answer' } : { act: 'answer', status: 412 }),
    })
    const get = store.backend.get
    let calls = 0
    store.backend.get = async (id) => {
      if (++calls === 1) throw new UploadError('not-found', 'There is no such file yet.', { status: 404 })
      return { ...(await get(id)), status: 'pending' }
    }
    const remote = await engine.wait(add(engine, fileOf(40)))
    expect(store.objects.get(remote.id)).toHaveLength(40)
    expect(store.log).toHaveLength(2)
    expect(store.calls.sign).toEqual([1])
  })

  test('a 412 gets another URL if the stored object is not the file', async () => {
    const { engine, store } = openEngine({
      fault: ({ visits }) => (visits === 1 ? { act: 'answer', status: 412 } : undefined),
    })
    const remote = await engine.wait(add(engine, fileOf(40)))
    expect(remote.id).toBe('file-2')
    expect(store.calls.sign).toEqual([1, 1])
  })

  test('a store that asks to be left alone is, for as long as it asks (Retry-After)', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const headers = { 'retry-after': '7' }
    const { engine, store } = openEngine({
      fault: ({ attempt }) => (attempt === 1 ? { act: 'answer', status: 503, headers } : undefined),
    })
    const id = add(engine, fileOf(4))
    await vi.advanceTimersByTimeAsync(6_900)
    expect(store.log).toHaveLength(1)
    expect(engine.get(id)?.state).toMatchObject({ status: 'retrying', error: { status: 503 } })
    await vi.advanceTimersByTimeAsync(200)
    await engine.wait(id)
    expect(store.log).toHaveLength(2)
  })

  test('at once when the page is seen again, for a phone may have slept; but not before the store wants it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
    const page = Object.assign(new EventTarget(), { visibilityState: 'hidden' })
    vi.stubGlobal('document', page)
    onTestFinished(() => {
      vi.unstubAllGlobals()
      vi.useRealTimers()
    })
    const show = async (visibilityState: string) => {
      page.visibilityState = visibilityState
      page.dispatchEvent(new Event('visibilitychange'))
      await vi.advanceTimersByTimeAsync(1)
    }
    const headers = { 'retry-after': '60' }
    const { engine, store } = openEngine(
      {
        fault: ({ visits }) => {
          if (visits === 1) return { act: 'reset' }
          return visits === 2 ? { act: 'answer', status: 503, headers } : undefined
        },
      },
      { retry: { minDelayMs: 1e9, maxDelayMs: 1e9, maxElapsedMs: Infinity } },
    )
    const id = add(engine, fileOf(40))
    await vi.advanceTimersByTimeAsync(1)
    expect(engine.get(id)?.state).toMatchObject({ status: 'retrying', error: { code: 'network' } })
    await show('hidden')
    expect(store.log).toHaveLength(1)
    await show('visible')
    expect(store.log).toHaveLength(2)
    await show('visible')
    expect(store.log).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(60_000)
    await engine.wait(id)
  })

  test('until the budget in time is spent', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const { engine, store } = openEngine(
      { fault: () => ({ act: 'reset' }) },
      { retry: { maxElapsedMs: 60_000, minDelayMs: 1_000, maxDelayMs: 10_000 } },
    )
    const id = add(engine, fileOf(4))
    const outcome = expect(engine.wait(id)).rejects.toMatchObject({ code: 'network' })
    await vi.advanceTimersByTimeAsync(70_000)
    await outcome
    expect(store.log.length).toBeGreaterThan(5)
    expect(engine.get(id)?.state.status).toBe('failed')
  })

  test('a connection on which nothing moves is given up, and tried again', async () => {
    const { engine, store } = openEngine(
      { fault: ({ attempt }) => (attempt === 1 ? { act: 'stall' } : undefined) },
      { retry: { ...quickly, stallTimeoutMs: 30 } },
    )
    const id = add(engine, fileOf(40))
    await engine.wait(id)
    expect(store.log).toHaveLength(2)
    expect(engine.get(id)?.stats?.failures[0]).toMatchObject({ code: 'stalled' })
  })

  test('a store that never says a word ends them all, more than a browser has connections too', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const { engine } = openEngine(
      {},
      {
        concurrency: 8,
        retry: { maxElapsedMs: 0 },
        transfer: ({ signal }) =>
          new Promise((_, reject) => {
            signal.addEventListener('abort', () => {
              reject(signal.reason as Error)
            })
          }),
      },
    )
    const ids = engine.add(Array.from({ length: 8 }, () => fileOf(4))).map(({ id }) => id)
    await vi.advanceTimersByTimeAsync(120_000)
    const errors = ids.map((id) => {
      const state = engine.get(id)?.state
      return state?.status === 'failed' ? state.error.code : state?.status
    })
    expect(new Set(errors)).toEqual(new Set(['stalled']))
  })

  test('an answer that never comes is not waited for without end, though every byte has left', async () => {
    const scripted = createScriptedTransfer(({ attempt }) =>
      attempt === 1 ? { responseDelayMs: Infinity } : {},
    )
    const { engine } = openEngine(
      {},
      { backend: createFakeBackend(), transfer: scripted, retry: { ...quickly, stallTimeoutMs: 30 } },
    )
    const id = add(engine, fileOf(40))
    await eventually(() => {
      expect(engine.get(id)?.state.status).toBe('finishing')
    })
    await engine.wait(id)
    expect(engine.get(id)?.stats).toMatchObject({ attempts: 2, failures: [{ code: 'stalled' }] })
  })

  test('signing and confirming too', async () => {
    const store = openMemoryStore()
    let signs = 0
    let confirms = 0
    const down = () => new UploadError('server-error', 'Down.', { status: 503 })
    const engine = createUploader({
      ...store,
      retry: quickly,
      storage: null,
      backend: {
        ...store.backend,
        async sign(intents) {
          if (++signs < 3) throw down()
          return store.backend.sign(intents)
        },
        async confirm(signed) {
          if (++confirms < 3) throw down()
          return store.backend.confirm(signed)
        },
      },
    })
    await engine.wait(add(engine, fileOf(4)))
    expect([signs, confirms]).toEqual([3, 3])
    expect(store.log).toHaveLength(1)
  })
})

describe('URLs', () => {
  const expired = {
    act: 'answer',
    status: 403,
    body: '<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>',
  } as const

  test('one that expired is signed anew and never used again; that is no retry', async () => {
    const { engine, store } = openEngine({
      fault: ({ attempt, id }) => (id === 'file-1' && attempt === 1 ? expired : undefined),
    })
    const id = add(engine, fileOf(4))
    await engine.wait(id)
    expect(store.log.map(({ signature }) => signature)).toEqual([1, 2])
    expect(engine.get(id)?.stats).toMatchObject({ urlRefreshes: 1, attempts: 2 })
  })

  test('one that is refused without a word, and is dead by then, is signed anew', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const { engine, store } = openEngine({
      livesMs: 60_000,
      fault: ({ visits }) => {
        if (visits > 1) return undefined
        vi.setSystemTime(Date.now() + 61_000)
        return { act: 'answer', status: 403 }
      },
    })
    const id = add(engine, fileOf(4))
    await engine.wait(id)
    expect(store.log.map(({ signature }) => signature)).toEqual([1, 2])
    const failures = [{ code: 'url-expired', status: 403 }]
    expect(engine.get(id)?.stats).toMatchObject({ urlRefreshes: 1, failures })
  })

  test('one signed dead again and again ends the upload with words', async () => {
    const { engine } = openEngine({ fault: () => expired })
    await expect(engine.wait(add(engine, fileOf(4)))).rejects.toMatchObject({ code: 'url-expired' })
  })

  test('none is started on that would die before its request arrives', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const { engine, store } = openEngine(
      {
        livesMs: 60_000,
        fault: ({ id, attempt }) => (id === 'file-1' && attempt === 1 ? { act: 'stall' } : undefined),
      },
      { concurrency: 1, retry: { ...quickly, stallTimeoutMs: 40_000 } },
    )
    const uploads = engine.add([fileOf(1), fileOf(2), fileOf(3)])
    await vi.advanceTimersByTimeAsync(50_000)
    await vi.advanceTimersByTimeAsync(1_000)
    await Promise.all(uploads.map(({ id }) => engine.wait(id)))
    // The first batch of three had 20 s to live when its turn came: each was signed anew.
    expect(new Set(store.log.map(({ signature }) => signature)).size).toBe(store.log.length)
    const urlRefreshes = uploads.map(({ id }) => engine.get(id)?.stats?.urlRefreshes)
    expect(urlRefreshes).toEqual([1, 1, 1])
    expect(uploads.map(({ id }) => engine.get(id)?.stats?.failures.length)).toEqual([1, 0, 0])
  })
})

describe('what has arrived is not sent again', () => {
  test('though the answer was lost on its way', async () => {
    const { engine, store } = openEngine({
      fault: ({ attempt }) => (attempt === 1 ? { act: 'lose-answer' } : undefined),
    })
    const id = add(engine, fileOf(40))
    await engine.wait(id)
    expect(store.log).toHaveLength(1)
    expect(engine.get(id)?.stats).toMatchObject({ attempts: 1, resentBytes: 0 })
  })
})

describe('a retry by hand', () => {
  test('looks for what was sent before it failed', async () => {
    const { engine, store } = openEngine(
      { fault: ({ attempt }) => (attempt === 1 ? { act: 'lose-answer' } : undefined) },
      { retry: { maxElapsedMs: 0 } },
    )
    const id = add(engine, fileOf(40))
    await expect(engine.wait(id)).rejects.toMatchObject({ code: 'network' })
    engine.retry(id)
    const remote = await engine.wait(id)
    expect([...store.objects.keys()]).toEqual([remote.id])
    expect(store.log).toHaveLength(1)
  })

  test('has what was refused signed anew', async () => {
    const { engine, store } = openEngine({
      fault: ({ visits }) => (visits === 1 ? { act: 'answer', status: 403 } : undefined),
    })
    const id = add(engine, fileOf(40))
    await expect(engine.wait(id)).rejects.toMatchObject({ code: 'forbidden' })
    engine.retry(id)
    await engine.wait(id)
    expect(store.log.map(({ signature }) => signature)).toEqual([1, 2])
  })
})

test('small files › are read ahead where there are many; large files are sent without a copy', async () => {
  const bodies: unknown[] = []
  const { engine, store } = openEngine()
  const { backend, transfer } = store
  const watched: UploaderOptions['transfer'] = (request) => {
    bodies.push(request.body)
    return transfer(request)
  }
  engine.configure({ backend, transfer: watched, retry: quickly, storage: null })
  const addMany = () =>
    Promise.all(engine.add(Array.from({ length: 20 }, () => fileOf(40))).map(({ id }) => engine.wait(id)))
  await addMany()
  await vi.dynamicImportSettled()
  bodies.length = 0
  await addMany()
  expect(bodies).toHaveLength(20)
  for (const body of bodies) expect(body).toBeInstanceOf(Uint8Array)
  const large = fileOf(100_000)
  await engine.wait(add(engine, large))
  expect(bodies.at(-1)).toBe(large)
})

test('a stats tells what it took, with every end', async () => {
  const { engine } = openEngine({ fault: ({ visits }) => (visits === 1 ? { act: 'reset' } : undefined) })
  const id = add(engine, fileOf(40))
  await engine.wait(id)
  const { stats } = engine.get(id) ?? {}
  expect(stats).toMatchObject({ attempts: 2, sentBytes: 60, resentBytes: 20, urlRefreshes: 0, warnings: [] })
  expect(stats?.timeline.map(({ status }) => status)).toEqual([
    'signing',
    'uploading',
    'retrying',
    'queued',
    'uploading',
    'finishing',
    'completed',
  ])
  const cancelled = add(engine, fileOf(40))
  engine.cancel(cancelled)
  expect(engine.get(cancelled)?.stats).toMatchObject({ attempts: 0, timeline: [{ status: 'cancelled' }] })
})

test('a stats counts what has left when an upload is cancelled on its way', async () => {
  const { engine } = openEngine({ fault: () => ({ act: 'stall' }) })
  const id = add(engine, fileOf(40))
  await eventually(() => {
    expect(engine.get(id)?.state).toMatchObject({ status: 'uploading', sentBytes: 20 })
  })
  engine.cancel(id)
  expect(engine.get(id)?.stats).toMatchObject({ attempts: 1, sentBytes: 20, resentBytes: 0 })
})

test('a stats counts what had left before, though the file never left as a whole', async () => {
  const { engine } = openEngine({ fault: () => ({ act: 'reset' }) }, { retry: { maxElapsedMs: 0 } })
  const id = add(engine, fileOf(40))
  await expect(engine.wait(id)).rejects.toMatchObject({ code: 'network' })
  engine.retry(id)
  await expect(engine.wait(id)).rejects.toMatchObject({ code: 'network' })
  expect(engine.get(id)?.stats).toMatchObject({ attempts: 2, sentBytes: 40, resentBytes: 20 })
})

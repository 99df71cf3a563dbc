import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { UploadError } from '../../src/errors.ts'
import { createFakeBackend, createScriptedTransfer } from '../../src/testing/index.ts'
import type { EngineOptions } from '../../src/upload/engine-options.ts'
import { createUploadEngine } from '../../src/upload/engine.ts'
import type { Network } from '../../src/upload/network.ts'
import { eventually } from '../support/eventually.ts'
import { openMemoryStore, type MemoryStoreOptions } from './open-memory-store.ts'

const quickly = { baseMs: 1, capMs: 5 }

function open(options: MemoryStoreOptions = {}, more: Partial<EngineOptions> = {}) {
  const store = openMemoryStore(options)
  const { backend, transfer } = store
  const engine = createUploadEngine({ backend, transfer, retry: quickly, storage: null, ...more })
  return { store, engine }
}

const fileOf = (size: number, name = 'a.bin') =>
  new File([Uint8Array.from({ length: size }, (_, place) => place % 251)], name)

function add(engine: ReturnType<typeof createUploadEngine>, file: File): string {
  const [upload] = engine.add([file])
  return upload?.id ?? ''
}

/** A network that a test switches. */
function openNetwork() {
  const listeners = new Set<() => void>()
  const back = new Set<() => void>()
  let isOnline = true
  const network: Network = {
    whenOnline: (signal) =>
      new Promise((resolve, reject) => {
        if (isOnline) resolve()
        back.add(resolve)
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error)
        })
      }),
    onOffline(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return {
    network,
    go() {
      isOnline = false
      for (const listener of listeners) listener()
    },
    comeBack() {
      isOnline = true
      for (const resume of back) resume()
    },
  }
}

describe('what passes is tried again', () => {
  test.each([
    ['503', { act: 'answer', status: 503 }],
    ['500', { act: 'answer', status: 500 }],
    ['429', { act: 'answer', status: 429 }],
    ['408', { act: 'answer', status: 408 }],
    ['a reset connection', { act: 'reset' }],
  ] as const)('%s', async (_, fault) => {
    const { engine, store } = open({ fault: ({ visits }) => (visits <= 3 ? fault : undefined) })
    const id = add(engine, fileOf(40))
    const remote = await engine.outcome(id)
    expect(store.objects.get(remote.id)).toHaveLength(40)
    expect(engine.get(id)?.receipt).toMatchObject({ attempts: 4 })
    expect(engine.get(id)?.receipt?.failures).toHaveLength(3)
  })

  test.each([400, 401, 403, 404, 413, 501])('%i is final', async (status) => {
    const { engine, store } = open({ fault: () => ({ act: 'answer', status }) })
    await expect(engine.outcome(add(engine, fileOf(4)))).rejects.toMatchObject({ status })
    expect(store.log).toHaveLength(1)
  })

  test('a store that asks to be left alone is, for as long as it asks (Retry-After)', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const headers = { 'retry-after': '7' }
    const { engine, store } = open({
      fault: ({ attempt }) => (attempt === 1 ? { act: 'answer', status: 503, headers } : undefined),
    })
    const id = add(engine, fileOf(4))
    await vi.advanceTimersByTimeAsync(6_900)
    expect(store.log).toHaveLength(1)
    expect(engine.get(id)?.state).toMatchObject({ status: 'queued', retry: { error: { status: 503 } } })
    await vi.advanceTimersByTimeAsync(200)
    await engine.outcome(id)
    expect(store.log).toHaveLength(2)
  })

  test('until the budget in time is spent', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const { engine, store } = open(
      { fault: () => ({ act: 'reset' }) },
      { retry: { budgetMs: 60_000, baseMs: 1_000, capMs: 10_000 } },
    )
    const id = add(engine, fileOf(4))
    const outcome = expect(engine.outcome(id)).rejects.toMatchObject({ code: 'network' })
    await vi.advanceTimersByTimeAsync(70_000)
    await outcome
    expect(store.log.length).toBeGreaterThan(5)
    expect(engine.get(id)?.state.status).toBe('failed')
  })

  test('a connection on which nothing moves is given up, and tried again', async () => {
    const { engine, store } = open(
      { fault: ({ attempt }) => (attempt === 1 ? { act: 'stall' } : undefined) },
      { retry: { ...quickly, stallMs: 30 } },
    )
    const id = add(engine, fileOf(40))
    await engine.outcome(id)
    expect(store.log).toHaveLength(2)
    expect(engine.get(id)?.receipt?.failures[0]).toMatchObject({ code: 'stalled' })
  })

  test('a store that never says a word ends them all, more than a browser has connections too', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const { engine } = open(
      {},
      {
        concurrency: 8,
        retry: { budgetMs: 0 },
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
      attempt === 1 ? { answerAfterMs: Infinity } : {},
    )
    const { engine } = open(
      {},
      { backend: createFakeBackend(), transfer: scripted, retry: { ...quickly, stallMs: 30 } },
    )
    const id = add(engine, fileOf(40))
    await eventually(() => {
      expect(engine.get(id)?.state.status).toBe('finishing')
    })
    await engine.outcome(id)
    expect(engine.get(id)?.receipt).toMatchObject({ attempts: 2, failures: [{ code: 'stalled' }] })
  })

  test('signing and confirming too', async () => {
    const store = openMemoryStore()
    let signs = 0
    let confirms = 0
    const down = () => new UploadError('server-error', 'Down.', { status: 503 })
    const engine = createUploadEngine({
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
    await engine.outcome(add(engine, fileOf(4)))
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
    const { engine, store } = open({
      fault: ({ attempt, id }) => (id === 'file-1' && attempt === 1 ? expired : undefined),
    })
    const id = add(engine, fileOf(4))
    await engine.outcome(id)
    expect(store.log.map(({ signature }) => signature)).toEqual([1, 2])
    expect(engine.get(id)?.receipt).toMatchObject({ resigns: 1, attempts: 2 })
  })

  test('one that is refused without a word, and is dead by then, is signed anew', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const { engine, store } = open({
      livesMs: 60_000,
      fault: ({ visits }) => {
        if (visits > 1) return undefined
        vi.setSystemTime(Date.now() + 61_000)
        return { act: 'answer', status: 403 }
      },
    })
    const id = add(engine, fileOf(4))
    await engine.outcome(id)
    expect(store.log.map(({ signature }) => signature)).toEqual([1, 2])
    const failures = [{ code: 'url-expired', status: 403 }]
    expect(engine.get(id)?.receipt).toMatchObject({ resigns: 1, failures })
  })

  test('one signed dead again and again ends the upload with words', async () => {
    const { engine } = open({ fault: () => expired })
    await expect(engine.outcome(add(engine, fileOf(4)))).rejects.toMatchObject({ code: 'url-expired' })
  })

  test('none is started on that would die before its request arrives', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const { engine, store } = open(
      {
        livesMs: 60_000,
        fault: ({ id, attempt }) => (id === 'file-1' && attempt === 1 ? { act: 'stall' } : undefined),
      },
      { concurrency: 1, retry: { ...quickly, stallMs: 40_000 } },
    )
    const uploads = engine.add([fileOf(1), fileOf(2), fileOf(3)])
    await vi.advanceTimersByTimeAsync(50_000)
    await vi.advanceTimersByTimeAsync(1_000)
    await Promise.all(uploads.map(({ id }) => engine.outcome(id)))
    // The first batch of three had 20 s to live when its turn came: each was signed anew.
    expect(new Set(store.log.map(({ signature }) => signature)).size).toBe(store.log.length)
    const resigns = uploads.map(({ id }) => engine.get(id)?.receipt?.resigns)
    expect(resigns).toEqual([1, 1, 1])
    expect(uploads.map(({ id }) => engine.get(id)?.receipt?.failures.length)).toEqual([1, 0, 0])
  })
})

describe('what has arrived is not sent again', () => {
  test('though the answer was lost on its way', async () => {
    const { engine, store } = open({
      fault: ({ attempt }) => (attempt === 1 ? { act: 'lose-answer' } : undefined),
    })
    const id = add(engine, fileOf(40))
    await engine.outcome(id)
    expect(store.log).toHaveLength(1)
    expect(engine.get(id)?.receipt).toMatchObject({ attempts: 1, resentBytes: 0 })
  })
})

describe('what was stopped half-way', () => {
  /** The first request's bytes arrive or not, and it hangs half-way for the page. */
  function openHanging(arrives: boolean) {
    const { engine, store } = open()
    const { backend } = store
    const asked: string[] = []
    const removed: string[] = []
    const transfer: EngineOptions['transfer'] = async (request) => {
      if (store.log.length > 0 || asked.includes('hung')) return store.transfer(request)
      asked.push('hung')
      if (arrives) await store.transfer({ ...request, onProgress: () => undefined })
      request.onProgress(20)
      return new Promise((_, reject) => {
        request.signal.addEventListener('abort', () => {
          reject(new UploadError('aborted', 'Stopped.'))
        })
      })
    }
    const watched: EngineOptions['backend'] = {
      ...backend,
      remove: async (id) => {
        removed.push(id)
        await backend.remove(id)
      },
    }
    engine.configure({ backend: watched, transfer, retry: quickly, storage: null })
    return { engine, store, removed }
  }

  const half = (engine: ReturnType<typeof createUploadEngine>, id: string) =>
    eventually(() => {
      expect(engine.get(id)?.state).toMatchObject({ status: 'uploading', sentBytes: 20 })
    })

  test('is looked for where it went when it is resumed, and not sent again if it is there', async () => {
    const { engine, store } = openHanging(true)
    const id = add(engine, fileOf(40))
    await half(engine, id)
    engine.pause(id)
    engine.resume(id)
    const remote = await engine.outcome(id)
    expect([...store.objects.keys()]).toEqual([remote.id])
    expect(store.log).toHaveLength(1)
    expect(store.calls.sign).toEqual([1])
  })

  test('goes to the same place again when it is resumed, so that what comes late doubles nothing', async () => {
    const { engine, store } = openHanging(false)
    const id = add(engine, fileOf(40))
    await half(engine, id)
    engine.pause(id)
    engine.resume(id)
    const remote = await engine.outcome(id)
    expect(remote.id).toBe('file-1')
    expect([...store.objects.keys()]).toEqual(['file-1'])
    expect(store.calls.sign).toEqual([1])
    expect(engine.get(id)?.receipt).toMatchObject({ attempts: 2, resigns: 0 })
  })

  test('is removed when it is cancelled while it is paused', async () => {
    const { engine, store, removed } = openHanging(true)
    const id = add(engine, fileOf(40))
    await half(engine, id)
    engine.pause(id)
    engine.cancel(id)
    await eventually(() => {
      expect(removed).toEqual(['file-1'])
    })
    expect(store.objects.size).toBe(0)
  })

  test('is removed when it is cancelled in the queue that it was resumed to', async () => {
    const { engine, removed } = openHanging(true)
    const id = add(engine, fileOf(40))
    await half(engine, id)
    engine.pause(id)
    engine.resume(id)
    engine.cancel(id)
    await eventually(() => {
      expect(removed).toEqual(['file-1'])
    })
  })
})

describe('a retry by hand', () => {
  test('looks for what was sent before it failed', async () => {
    const { engine, store } = open(
      { fault: ({ attempt }) => (attempt === 1 ? { act: 'lose-answer' } : undefined) },
      { retry: { budgetMs: 0 } },
    )
    const id = add(engine, fileOf(40))
    await expect(engine.outcome(id)).rejects.toMatchObject({ code: 'network' })
    engine.retry(id)
    const remote = await engine.outcome(id)
    expect([...store.objects.keys()]).toEqual([remote.id])
    expect(store.log).toHaveLength(1)
  })

  test('has what was refused signed anew', async () => {
    const { engine, store } = open({
      fault: ({ visits }) => (visits === 1 ? { act: 'answer', status: 403 } : undefined),
    })
    const id = add(engine, fileOf(40))
    await expect(engine.outcome(id)).rejects.toMatchObject({ code: 'forbidden' })
    engine.retry(id)
    await engine.outcome(id)
    expect(store.log.map(({ signature }) => signature)).toEqual([1, 2])
  })
})

test('a small file is sent as the bytes that were read ahead, a large one as it is: of that browsers make no copies', async () => {
  const bodies: unknown[] = []
  const { engine, store } = open()
  const { backend, transfer } = store
  const watched: EngineOptions['transfer'] = (request) => {
    bodies.push(request.body)
    return transfer(request)
  }
  engine.configure({ backend, transfer: watched, retry: quickly, storage: null })
  const files = [fileOf(40), fileOf(100_000)]
  for (const file of files) await engine.outcome(add(engine, file))
  expect(bodies[0]).toBeInstanceOf(Uint8Array)
  expect(bodies[1]).toBe(files[1])
})

describe('offline', () => {
  test('pauses what is on its way, spends no retries, and goes on by itself', async () => {
    const { network, go, comeBack } = openNetwork()
    const { engine, store } = open(
      { fault: ({ visits }) => (visits <= 2 ? { act: 'stall' } : undefined) },
      { network, retry: { budgetMs: 1, ...quickly } },
    )
    const ids = engine.add([fileOf(40), fileOf(50)]).map(({ id }) => id)
    await eventually(() => {
      expect(store.log).toHaveLength(2)
    })
    go()
    await eventually(() => {
      expect(ids.map((id) => engine.get(id)?.state)).toEqual([
        { status: 'paused', offline: true },
        { status: 'paused', offline: true },
      ])
    })
    comeBack()
    await Promise.all(ids.map((id) => engine.outcome(id)))
  })

  test('what a person pauses meanwhile does not go on by itself', async () => {
    const { network, go, comeBack } = openNetwork()
    const { engine, store } = open(
      { fault: ({ visits }) => (visits === 1 ? { act: 'stall' } : undefined) },
      { network },
    )
    const id = add(engine, fileOf(40))
    await eventually(() => {
      expect(store.log).toHaveLength(1)
    })
    go()
    await eventually(() => {
      expect(engine.get(id)?.state).toEqual({ status: 'paused', offline: true })
    })
    engine.pauseAll()
    expect(engine.get(id)?.state).toEqual({ status: 'paused' })
    comeBack()
    await Promise.resolve()
    expect(store.log).toHaveLength(1)
    engine.resume(id)
    await engine.outcome(id)
  })

  describe('parts that are on their way and all hear at once', () => {
    /** Two parts wait for the network; another has their slot. */
    async function begin(status?: number) {
      const { network, go, comeBack } = openNetwork()
      const { engine, store } = open(
        {
          partsFrom: 0,
          partSize: 10,
          fault: ({ visits }) =>
            visits <= 2 ? { act: 'stall' } : status === undefined ? undefined : { act: 'answer', status },
        },
        { network, concurrency: 2 },
      )
      const id = add(engine, fileOf(60))
      await eventually(() => {
        expect(store.log).toHaveLength(2)
      })
      go()
      return { engine, store, id, comeBack }
    }

    test('go on when it is back, though others took their slots meanwhile', async () => {
      const { engine, store, id, comeBack } = await begin()
      await eventually(() => {
        expect(store.log.length).toBeGreaterThan(2)
      })
      comeBack()
      const remote = await engine.outcome(id)
      expect(store.objects.get(remote.id)).toHaveLength(60)
      expect(engine.get(id)?.receipt?.failures.map(({ code }) => code)).toEqual(['offline', 'offline'])
    })

    test('fail, and say so, where another is refused for good meanwhile', async () => {
      const { engine, id } = await begin(400)
      await expect(engine.outcome(id)).rejects.toMatchObject({ status: 400 })
      expect(engine.get(id)?.state).toMatchObject({ status: 'failed', error: { status: 400 } })
    })
  })

  test('a browser that says so may be wrong: it is tried now and then, and nothing goes on listening', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
    const page = new EventTarget()
    const listening = new Set<unknown>()
    vi.stubGlobal('navigator', { onLine: false })
    vi.stubGlobal('addEventListener', (event: string, hear: () => void) => {
      if (event === 'online') listening.add(hear)
      page.addEventListener(event, hear)
    })
    vi.stubGlobal('removeEventListener', (event: string, hear: () => void) => {
      listening.delete(hear)
      page.removeEventListener(event, hear)
    })
    onTestFinished(() => {
      vi.unstubAllGlobals()
      vi.useRealTimers()
    })
    const { engine, store } = open({ fault: ({ visits }) => (visits <= 2 ? { act: 'reset' } : undefined) })
    const id = add(engine, fileOf(40))
    await vi.advanceTimersByTimeAsync(29_000)
    expect(engine.get(id)?.state).toEqual({ status: 'paused', offline: true })
    await vi.advanceTimersByTimeAsync(2_000)
    expect(store.log).toHaveLength(2)
    expect(listening.size).toBe(1)
    page.dispatchEvent(new Event('online'))
    await engine.outcome(id)
    expect(store.log).toHaveLength(3)
    expect(listening.size).toBe(0)
  })

  test('one that waits for the network can be resumed, cancelled and paused by hand', async () => {
    const { network, go } = openNetwork()
    const { engine } = open(
      { fault: ({ visits }) => (visits <= 2 ? { act: 'stall' } : undefined) },
      { network },
    )
    const ids = engine.add([fileOf(40), fileOf(50)]).map(({ id }) => id)
    await eventually(() => {
      expect(ids.map((id) => engine.get(id)?.highWaterBytes)).toEqual([20, 25])
    })
    go()
    await eventually(() => {
      expect(ids.map((id) => engine.get(id)?.state.status)).toEqual(['paused', 'paused'])
    })
    const [one = '', two = ''] = ids
    engine.resume(one)
    await engine.outcome(one)
    engine.cancel(two)
    expect(engine.get(two)?.state.status).toBe('cancelled')
  })
})

test('a receipt tells what it took, with every end', async () => {
  const { engine } = open({ fault: ({ visits }) => (visits === 1 ? { act: 'reset' } : undefined) })
  const id = add(engine, fileOf(40))
  await engine.outcome(id)
  const { receipt } = engine.get(id) ?? {}
  expect(receipt).toMatchObject({ attempts: 2, sentBytes: 60, resentBytes: 20, resigns: 0, notices: [] })
  expect(receipt?.timeline.map(({ status }) => status)).toEqual([
    'signing',
    'uploading',
    'queued',
    'uploading',
    'finishing',
    'completed',
  ])
  const cancelled = add(engine, fileOf(40))
  engine.cancel(cancelled)
  expect(engine.get(cancelled)?.receipt).toMatchObject({ attempts: 0, timeline: [{ status: 'cancelled' }] })
})

test('a receipt counts what has left when an upload is cancelled on its way', async () => {
  const { engine } = open({ fault: () => ({ act: 'stall' }) })
  const id = add(engine, fileOf(40))
  await eventually(() => {
    expect(engine.get(id)?.state).toMatchObject({ status: 'uploading', sentBytes: 20 })
  })
  engine.cancel(id)
  expect(engine.get(id)?.receipt).toMatchObject({ attempts: 1, sentBytes: 20, resentBytes: 0 })
})

test('a receipt counts what had left before, though the file never left as a whole', async () => {
  const { engine } = open({ fault: () => ({ act: 'reset' }) }, { retry: { budgetMs: 0 } })
  const id = add(engine, fileOf(40))
  await expect(engine.outcome(id)).rejects.toMatchObject({ code: 'network' })
  engine.retry(id)
  await expect(engine.outcome(id)).rejects.toMatchObject({ code: 'network' })
  expect(engine.get(id)?.receipt).toMatchObject({ attempts: 2, sentBytes: 40, resentBytes: 20 })
})

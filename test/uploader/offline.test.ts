import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Network } from '../../src/uploader/network.ts'
import { eventually } from '../support/eventually.ts'
import { add, fileOf, openUploader, quickly } from './open-uploader.ts'

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

test('pauses what is on its way, spends no retries, and goes on by itself', async () => {
  const { network, go, comeBack } = openNetwork()
  const { uploader, store } = openUploader(
    { fault: ({ visits }) => (visits <= 2 ? { act: 'stall' } : undefined) },
    { network, retry: { maxElapsedMs: 1, ...quickly } },
  )
  const ids = uploader.add([fileOf(40), fileOf(50)]).map(({ id }) => id)
  await eventually(() => {
    expect(store.log).toHaveLength(2)
  })
  go()
  await eventually(() => {
    expect(ids.map((id) => uploader.get(id)?.state)).toEqual([{ status: 'offline' }, { status: 'offline' }])
  })
  comeBack()
  await Promise.all(ids.map((id) => uploader.wait(id)))
})

test('what a person pauses meanwhile does not go on by itself', async () => {
  const { network, go, comeBack } = openNetwork()
  const { uploader, store } = openUploader(
    { fault: ({ visits }) => (visits === 1 ? { act: 'stall' } : undefined) },
    { network },
  )
  const id = add(uploader, fileOf(40))
  await eventually(() => {
    expect(store.log).toHaveLength(1)
  })
  go()
  await eventually(() => {
    expect(uploader.get(id)?.state).toEqual({ status: 'offline' })
  })
  uploader.pauseAll()
  expect(uploader.get(id)?.state).toEqual({ status: 'paused', willRestart: true })
  comeBack()
  await new Promise((done) => setTimeout(done, 50))
  expect(store.log).toHaveLength(1)
  uploader.resume(id)
  await uploader.wait(id)
})

describe('parts that are on their way and all listener at once', () => {
  /** Two parts wait for the network; another has their slot. */
  async function begin(status?: number) {
    const { network, go, comeBack } = openNetwork()
    const { uploader, store } = openUploader(
      {
        multipartThreshold: 0,
        partSize: 10,
        fault: ({ visits }) =>
          visits <= 2 ? { act: 'stall' } : status === undefined ? undefined : { act: 'respond', status },
      },
      { network, concurrency: 2 },
    )
    const id = add(uploader, fileOf(60))
    await eventually(() => {
      expect(store.log).toHaveLength(2)
    })
    go()
    return { uploader, store, id, comeBack }
  }

  test('go on when it is back, though others took their slots meanwhile', async () => {
    const { uploader, store, id, comeBack } = await begin()
    await eventually(() => {
      expect(store.log.length).toBeGreaterThan(2)
    })
    comeBack()
    const remote = await uploader.wait(id)
    expect(store.objects.get(remote.id)).toHaveLength(60)
    expect(uploader.get(id)?.stats?.failures.map(({ code }) => code)).toEqual(['offline', 'offline'])
  })

  test('fail, and say so, where another is refused for good meanwhile', async () => {
    const { uploader, id } = await begin(400)
    await expect(uploader.wait(id)).rejects.toMatchObject({ status: 400 })
    expect(uploader.get(id)?.state).toMatchObject({ status: 'failed', error: { status: 400 } })
  })
})

test('a browser that says so may be wrong: it is tried now and then, and nothing goes on listening', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
  const page = new EventTarget()
  const listening = new Set<unknown>()
  vi.stubGlobal('navigator', { onLine: false })
  vi.stubGlobal('addEventListener', (event: string, listener: () => void) => {
    if (event === 'online') listening.add(listener)
    page.addEventListener(event, listener)
  })
  vi.stubGlobal('removeEventListener', (event: string, listener: () => void) => {
    listening.delete(listener)
    page.removeEventListener(event, listener)
  })
  onTestFinished(() => {
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })
  const { uploader, store } = openUploader({
    fault: ({ visits }) => (visits <= 2 ? { act: 'reset' } : undefined),
  })
  const id = add(uploader, fileOf(40))
  await vi.advanceTimersByTimeAsync(29_000)
  expect(uploader.get(id)?.state).toEqual({ status: 'offline' })
  await vi.advanceTimersByTimeAsync(2_000)
  expect(store.log).toHaveLength(2)
  expect(listening.size).toBe(1)
  page.dispatchEvent(new Event('online'))
  await uploader.wait(id)
  expect(store.log).toHaveLength(3)
  expect(listening.size).toBe(0)
})

test('one that waits for the network can be resumed and cancelled by hand', async () => {
  const { network, go } = openNetwork()
  const { uploader } = openUploader(
    { fault: ({ visits }) => (visits <= 2 ? { act: 'stall' } : undefined) },
    { network },
  )
  const ids = uploader.add([fileOf(40), fileOf(50)]).map(({ id }) => id)
  await eventually(() => {
    expect(ids.map((id) => uploader.get(id)?.maxSentBytes)).toEqual([20, 25])
  })
  go()
  await eventually(() => {
    expect(ids.map((id) => uploader.get(id)?.state.status)).toEqual(['offline', 'offline'])
  })
  const [one = '', two = ''] = ids
  uploader.resume(one)
  await uploader.wait(one)
  uploader.cancel(two)
  expect(uploader.get(two)?.state.status).toBe('cancelled')
})

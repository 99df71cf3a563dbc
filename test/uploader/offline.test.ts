import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Network } from '../../src/lib/network.ts'
import { eventually } from '../support/eventually.ts'
import { useFakeClock } from '../support/fake-clock.ts'
import { add, fileOf, openUploader, quickly } from './open-uploader.ts'

/** A network that the test switches on and off. */
function openNetwork() {
  const listeners = new Set<() => void>()
  const back = new Set<() => void>()
  let isOnline = true
  const network: Network = {
    whenOnline: (signal) =>
      new Promise((resolve, reject) => {
        if (isOnline) resolve()
        back.add(resolve)
        signal?.addEventListener('abort', () => {
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

test('offline › pauses transfers, counts no retries, and continues automatically', async () => {
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

test('offline › does not continue an upload that was paused meanwhile', async () => {
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

describe('offline › parts in flight', () => {
  /** Two parts wait for the network; another upload has their slots. */
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

  test('continue when the network is back, although other uploads took their slots', async () => {
    const { uploader, store, id, comeBack } = await begin()
    await eventually(() => {
      expect(store.log.length).toBeGreaterThan(2)
    })
    comeBack()
    const remote = await uploader.wait(id)
    expect(store.objects.get(remote.id)).toHaveLength(60)
    expect(uploader.get(id)?.stats?.failures.map(({ code }) => code)).toEqual(['offline', 'offline'])
  })

  test('fail with the error of a part that was refused for good meanwhile', async () => {
    const { uploader, id } = await begin(400)
    await expect(uploader.wait(id)).rejects.toMatchObject({ status: 400 })
    expect(uploader.get(id)?.state).toMatchObject({ status: 'failed', error: { status: 400 } })
  })
})

test('offline › retries now and then in case the browser is wrong, and removes its listeners', async () => {
  useFakeClock()
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
  onTestFinished(() => void vi.unstubAllGlobals())
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

test('offline › allows to resume and cancel a waiting upload', async () => {
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

import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createSharedTimer } from '../../../src/uploader/scheduling/shared-timer.ts'
import type { Network } from '../../../src/lib/network.ts'
import { createConnectionTracker } from '../../../src/uploader/scheduling/connection-tracker.ts'
import {
  createStallDetector,
  type StallDetectorOptions,
} from '../../../src/uploader/transfer/stall-detector.ts'

const url = 'https://bucket.example.com/key'
const network = { onOffline: () => () => undefined } as unknown as Network

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function watch(options: Partial<StallDetectorOptions> = {}) {
  return createStallDetector(new AbortController().signal, {
    stallTimeoutMs: 1000,
    size: 1,
    stalls: 0,
    bytesPerMs: () => undefined,
    network,
    timer: createSharedTimer(),
    msSinceQueued: () => Infinity,
    slowestPeerMs: () => undefined,
    ...options,
  })
}

test('stall detector › aborts a request without progress', async () => {
  const { signal } = watch()
  await vi.advanceTimersByTimeAsync(999)
  expect(signal.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(signal.reason).toMatchObject({ code: 'stalled' })
})

test('stall detector › gives a request that the browser queued its whole time from when a connection is free', async () => {
  const connections = createConnectionTracker()
  const handles = Array.from({ length: 7 }, () => connections.start(url, () => false))
  for (const handle of handles.slice(0, 6)) handle.onProgress()
  const { signal } = watch({ msSinceQueued: () => connections.msSinceSaturated(url) })
  await vi.advanceTimersByTimeAsync(5900)
  handles[0]?.end(1)
  await vi.advanceTimersByTimeAsync(999)
  expect(signal.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(signal.reason).toMatchObject({ code: 'stalled' })
})

test('stall detector › counts from the last progress of the same store while silent requests hold the connections', async () => {
  const connections = createConnectionTracker()
  const handles = Array.from({ length: 8 }, () => connections.start(url, () => false))
  const { signal } = watch({ msSinceQueued: () => connections.msSinceSaturated(url) })
  await vi.advanceTimersByTimeAsync(900)
  handles[0]?.onProgress()
  await vi.advanceTimersByTimeAsync(999)
  expect(signal.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(signal.reason).toMatchObject({ code: 'stalled' })
})

test.each([
  ['a slow connection empties the socket’s buffer', undefined, 16_384],
  ['a connection that was measured to be fast empties it sooner', 1024, 2_048],
])('stall detector › waits longer for a response: %s', async (_, bytesPerMs, drainingMs) => {
  const { signal, onSent } = watch({ size: 2 ** 18, bytesPerMs: () => bytesPerMs })
  onSent()
  await vi.advanceTimersByTimeAsync(1000 + drainingMs - 20)
  expect(signal.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(100)
  expect(signal.reason).toMatchObject({ code: 'stalled' })
})

describe('stall detector › while the store responds to other requests', () => {
  const size = 2 ** 20
  const stallTimeoutMs = 60_000

  /** A silent request, beside others to which the store responds. */
  function openPeers(stalls = 0) {
    const connections = createConnectionTracker()
    const handle = connections.start(url, () => false, size)
    const detector = watch({ size, stalls, stallTimeoutMs, slowestPeerMs: handle.slowestPeerMs })
    /** The store responds to `count` requests of a size, each after this many milliseconds. */
    async function respond(count: number, peerSize: number, silentMs: number) {
      for (let peer = 0; peer < count; peer++) {
        const other = connections.start(url, () => false, peerSize)
        await vi.advanceTimersByTimeAsync(silentMs)
        other.end(peerSize)
      }
    }
    return { handle, detector, respond, connections }
  }

  test('aborts a silent one after five seconds', async () => {
    const { detector, respond } = openPeers()
    await respond(4, size, 100)
    await vi.advanceTimersByTimeAsync(4_500)
    expect(detector.signal.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(1_200)
    expect(detector.signal.reason).toMatchObject({ code: 'stalled' })
  })

  test('waits longer if the other responses took seconds', async () => {
    const { detector, connections } = openPeers()
    const others = Array.from({ length: 4 }, () => connections.start(url, () => false, size))
    await vi.advanceTimersByTimeAsync(4_000)
    for (const other of others) other.end(size)
    await vi.advanceTimersByTimeAsync(11_000)
    expect(detector.signal.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(detector.signal.reason).toMatchObject({ code: 'stalled' })
  })

  test.each([
    ['there were too few responses', 2, size, 100],
    ['they are much smaller', 20, size / 4, 100],
  ])('waits for the whole timeout if %s', async (_, count, peerSize, silentMs) => {
    const { detector, respond } = openPeers()
    await respond(count, peerSize, silentMs)
    await vi.advanceTimersByTimeAsync(57_000)
    expect(detector.signal.aborted).toBe(false)
  })

  test('waits for the whole timeout if those responses came before it fell silent', async () => {
    const { handle, detector, respond } = openPeers()
    await respond(10, size, 100)
    handle.onProgress()
    detector.onProgress()
    await vi.advanceTimersByTimeAsync(59_000)
    expect(detector.signal.aborted).toBe(false)
  })

  test('waits for the whole timeout if they were sent to another store', async () => {
    const { detector, connections } = openPeers()
    for (let peer = 0; peer < 10; peer++)
      connections.start('https://other.test/a', () => false, size).end(size)
    await vi.advanceTimersByTimeAsync(59_000)
    expect(detector.signal.aborted).toBe(false)
  })

  test('never aborts one that makes progress, however slow', async () => {
    const { handle, detector, respond } = openPeers()
    for (let second = 0; second < 60; second++) {
      await respond(10, size, 100)
      handle.onProgress()
      detector.onProgress()
    }
    expect(detector.signal.aborted).toBe(false)
  })

  test('waits twice as long at the second attempt, and for the whole timeout from the third on', async () => {
    const second = openPeers(1)
    await second.respond(4, size, 100)
    await vi.advanceTimersByTimeAsync(9_500)
    expect(second.detector.signal.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(1_200)
    expect(second.detector.signal.aborted).toBe(true)
    const third = openPeers(2)
    await third.respond(4, size, 100)
    await vi.advanceTimersByTimeAsync(4 * stallTimeoutMs - 1_000)
    expect(third.detector.signal.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(third.detector.signal.aborted).toBe(true)
  })

  test('measures the silence, not the duration of the transfer', async () => {
    const { detector, connections } = openPeers()
    const others = Array.from({ length: 4 }, () => connections.start(url, () => false, size))
    for (let ms = 0; ms < 4_000; ms += 500) {
      await vi.advanceTimersByTimeAsync(500)
      for (const other of others) other.onProgress()
    }
    for (const other of others) other.end(size)
    await vi.advanceTimersByTimeAsync(2_100)
    expect(detector.signal.aborted).toBe(true)
  })
})

test('stall detector › behind a service worker, which hides progress, waits for the time that the body takes', async () => {
  vi.stubGlobal('navigator', { serviceWorker: { controller: {} } })
  onTestFinished(() => void vi.unstubAllGlobals())
  const { signal } = watch({ size: 12_800_000 })
  await vi.advanceTimersByTimeAsync(100_900)
  expect(signal.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(1_100)
  expect(signal.reason).toMatchObject({ code: 'stalled' })
})

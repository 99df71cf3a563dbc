import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSharedTimer } from '../../../src/uploader/scheduling/shared-timer.ts'
import type { Network } from '../../../src/uploader/network.ts'
import { createConnectionTracker } from '../../../src/uploader/scheduling/connection-tracker.ts'
import { createStallDetector, type WatchOptions } from '../../../src/uploader/transfer/stall-detector.ts'

const url = 'https://bucket.example.com/key'
const network = { onOffline: () => () => undefined } as unknown as Network

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function watch({ size = 1, queuedAgoMs = () => Infinity, perConnection }: Partial<WatchOptions>) {
  const options = {
    stallTimeoutMs: 1000,
    size,
    perConnection: perConnection ?? (() => undefined),
    network,
    alarms: createSharedTimer(),
    queuedAgoMs,
  }
  return createStallDetector(new AbortController().signal, options)
}

test('a request that is silent for too long has stalled', async () => {
  const { signal } = watch({})
  await vi.advanceTimersByTimeAsync(999)
  expect(signal.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(signal.reason).toMatchObject({ code: 'stalled' })
})

test('a request that the browser kept waiting has its whole time from when a connection came free', async () => {
  const traffic = createConnectionTracker()
  const journeys = Array.from({ length: 7 }, () => traffic.begin(url, () => false))
  for (const journey of journeys.slice(0, 6)) journey.moved()
  const { signal } = watch({ queuedAgoMs: () => traffic.crowdedAgoMs(url) })
  await vi.advanceTimersByTimeAsync(5900)
  journeys[0]?.end(1)
  await vi.advanceTimersByTimeAsync(999)
  expect(signal.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(signal.reason).toMatchObject({ code: 'stalled' })
})

test('behind requests of which nothing leaves, silence counts from when anything last moved there', async () => {
  const traffic = createConnectionTracker()
  const journeys = Array.from({ length: 8 }, () => traffic.begin(url, () => false))
  const { signal } = watch({ queuedAgoMs: () => traffic.crowdedAgoMs(url) })
  await vi.advanceTimersByTimeAsync(900)
  journeys[0]?.moved()
  await vi.advanceTimersByTimeAsync(999)
  expect(signal.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(signal.reason).toMatchObject({ code: 'stalled' })
})

test.each([
  ['a slow line empties the socket’s buffer', undefined, 16_384],
  ['a line that was seen to be fast empties it sooner', 1024, 2_048],
])('an answer has more time: %s', async (_, bytesPerMs, drainingMs) => {
  const { signal, expectAnswer } = watch({ size: 2 ** 18, perConnection: () => bytesPerMs })
  expectAnswer()
  await vi.advanceTimersByTimeAsync(1000 + drainingMs - 20)
  expect(signal.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(100)
  expect(signal.reason).toMatchObject({ code: 'stalled' })
})

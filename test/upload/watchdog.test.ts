import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Network } from '../../src/upload/network.ts'
import { createTraffic } from '../../src/upload/traffic.ts'
import { createWatchdog } from '../../src/upload/watchdog.ts'

const url = 'https://bucket.example.com/key'
const network = { onOffline: () => () => undefined } as unknown as Network

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function watch(queuedAgoMs: () => number) {
  const { signal } = createWatchdog(new AbortController().signal, {
    stallMs: 1000,
    size: 1,
    network,
    queuedAgoMs,
  })
  return signal
}

test('a request that is silent for too long has stalled', async () => {
  const signal = watch(() => Infinity)
  await vi.advanceTimersByTimeAsync(999)
  expect(signal.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(signal.reason).toMatchObject({ code: 'stalled' })
})

test('a request that the browser kept waiting has its whole time from when a connection came free', async () => {
  const traffic = createTraffic()
  const journeys = Array.from({ length: 7 }, () => traffic.begin(url, () => false))
  const signal = watch(() => traffic.crowdedAgoMs(url))
  await vi.advanceTimersByTimeAsync(5900)
  journeys[0]?.end(1)
  await vi.advanceTimersByTimeAsync(999)
  expect(signal.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(signal.reason).toMatchObject({ code: 'stalled' })
})

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSharedTimer } from '../../../src/uploader/scheduling/shared-timer.ts'
import type { Network } from '../../../src/uploader/network.ts'
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

function watch({ size = 1, msSinceQueued = () => Infinity, bytesPerMs }: Partial<StallDetectorOptions>) {
  const options = {
    stallTimeoutMs: 1000,
    size,
    bytesPerMs: bytesPerMs ?? (() => undefined),
    network,
    timer: createSharedTimer(),
    msSinceQueued,
  }
  return createStallDetector(new AbortController().signal, options)
}

test('stall detector › aborts a request without progress', async () => {
  const { signal } = watch({})
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

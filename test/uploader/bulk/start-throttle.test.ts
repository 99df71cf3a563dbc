import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createStartThrottle } from '../../../src/uploader/bulk/start-throttle.ts'

/** Starts many; returns how many have started. */
function startMany(throttle: ReturnType<typeof createStartThrottle>, count: number) {
  let started = 0
  for (let one = 0; one < count; one++) void throttle.wait().then(() => started++)
  return () => started
}

/** Runs the next task. */
const nextTask = () => vi.advanceTimersToNextTimerAsync()

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('document', { visibilityState: 'visible' })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('start throttle › starts a few transfers in each task', async () => {
  const started = startMany(createStartThrottle(), 16)
  await Promise.resolve()
  expect(started()).toBe(6)
  await nextTask()
  expect(started()).toBe(12)
  await nextTask()
  expect(started()).toBe(16)
})

test('start throttle › starts one transfer per response at once', async () => {
  const throttle = createStartThrottle()
  for (let response = 1; response <= 10; response++) {
    throttle.reset()
    const started = startMany(throttle, 1)
    await Promise.resolve()
    expect(started()).toBe(1)
  }
})

test('start throttle › starts some waiting transfers with a response, the others in later tasks', async () => {
  const throttle = createStartThrottle()
  const started = startMany(throttle, 18)
  throttle.reset()
  await Promise.resolve()
  await Promise.resolve()
  expect(started()).toBe(12)
  await nextTask()
  expect(started()).toBe(18)
})

test('start throttle › starts all at once on a hidden page', async () => {
  vi.stubGlobal('document', { visibilityState: 'hidden' })
  const started = startMany(createStartThrottle(), 16)
  await Promise.resolve()
  expect(started()).toBe(16)
})

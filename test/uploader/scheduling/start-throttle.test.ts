import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createStartThrottle } from '../../../src/uploader/scheduling/start-throttle.ts'

/** Has so many enter; gives how many are in. */
function crowd(gate: ReturnType<typeof createStartThrottle>, count: number) {
  let entered = 0
  for (let one = 0; one < count; one++) void gate.enter().then(() => entered++)
  return () => entered
}

/** Has the next task that the page has set itself run. */
const nextTask = () => vi.advanceTimersToNextTimerAsync()

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('document', { visibilityState: 'visible' })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('of many who waited for the same thing a few begin in each task', async () => {
  const entered = crowd(createStartThrottle(), 16)
  await Promise.resolve()
  expect(entered()).toBe(6)
  await nextTask()
  expect(entered()).toBe(12)
  await nextTask()
  expect(entered()).toBe(16)
})

test('who comes with an answer of its own enters at once', async () => {
  const gate = createStartThrottle()
  for (let answers = 1; answers <= 10; answers++) {
    gate.open()
    const entered = crowd(gate, 1)
    await Promise.resolve()
    expect(entered()).toBe(1)
  }
})

test('an answer lets in some of those who wait, and a task is left for the rest', async () => {
  const gate = createStartThrottle()
  const entered = crowd(gate, 18)
  gate.open()
  await Promise.resolve()
  await Promise.resolve()
  expect(entered()).toBe(12)
  await nextTask()
  expect(entered()).toBe(18)
})

test('a page that nobody sees lets all in: its timers are slow', async () => {
  vi.stubGlobal('document', { visibilityState: 'hidden' })
  const entered = crowd(createStartThrottle(), 16)
  await Promise.resolve()
  expect(entered()).toBe(16)
})

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createStartGate } from '../../src/upload/start-gate.ts'

const later = () => new Promise((resolve) => setTimeout(resolve))

/** Has so many enter; gives how many are in. */
function crowd(gate: ReturnType<typeof createStartGate>, count: number) {
  let entered = 0
  for (let one = 0; one < count; one++) void gate.enter().then(() => entered++)
  return () => entered
}

beforeEach(() => {
  vi.stubGlobal('document', { visibilityState: 'visible' })
})

afterEach(() => {
  vi.unstubAllGlobals()
})

test('of many who waited for the same thing a few begin in each task', async () => {
  const entered = crowd(createStartGate(), 16)
  await Promise.resolve()
  expect(entered()).toBe(6)
  await later()
  expect(entered()).toBe(12)
  await later()
  await later()
  expect(entered()).toBe(16)
})

test('who comes with an answer of its own enters at once', async () => {
  const gate = createStartGate()
  for (let answers = 1; answers <= 10; answers++) {
    gate.open()
    const entered = crowd(gate, 1)
    await Promise.resolve()
    expect(entered()).toBe(1)
  }
})

test('an answer lets in some of those who wait, and a task is left for the rest', async () => {
  const gate = createStartGate()
  const entered = crowd(gate, 18)
  gate.open()
  await Promise.resolve()
  await Promise.resolve()
  expect(entered()).toBe(12)
  await expect.poll(entered).toBe(18)
})

test('a page that nobody sees lets all in: its timers are slow', async () => {
  vi.stubGlobal('document', { visibilityState: 'hidden' })
  const entered = crowd(createStartGate(), 16)
  await Promise.resolve()
  expect(entered()).toBe(16)
})

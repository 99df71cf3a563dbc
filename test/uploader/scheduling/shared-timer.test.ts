import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSharedTimer } from '../../../src/uploader/scheduling/shared-timer.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function open() {
  const rung: string[] = []
  const bell = (name: string) => () => {
    rung.push(name)
  }
  return { alarms: createSharedTimer(), rung, bell }
}

test('many ring, each in its time, with one timer', () => {
  const { alarms, rung, bell } = open()
  alarms.set(bell('late'), 300)
  alarms.set(bell('early'), 100)
  alarms.set(bell('middle'), 200)
  expect(vi.getTimerCount()).toBe(1)
  vi.advanceTimersByTime(200)
  expect(rung).toEqual(['early', 'middle'])
  vi.advanceTimersByTime(100)
  expect(rung).toEqual(['early', 'middle', 'late'])
  expect(vi.getTimerCount()).toBe(0)
})

test('one that is put off rings then and not before', () => {
  const { alarms, rung, bell } = open()
  const ring = bell('once')
  alarms.set(ring, 100)
  vi.advanceTimersByTime(90)
  alarms.set(ring, 100)
  vi.advanceTimersByTime(99)
  expect(rung).toEqual([])
  vi.advanceTimersByTime(1)
  expect(rung).toEqual(['once'])
})

test('one that is cleared does not ring, and leaves no timer behind', () => {
  const { alarms, rung, bell } = open()
  const ring = bell('never')
  alarms.set(ring, 100)
  alarms.clear(ring)
  expect(vi.getTimerCount()).toBe(0)
  vi.advanceTimersByTime(200)
  expect(rung).toEqual([])
})

test('one that rings may set itself again', () => {
  const { alarms, rung, bell } = open()
  const ring = bell('again')
  const twice = () => {
    ring()
    if (rung.length < 2) alarms.set(twice, 100)
  }
  alarms.set(twice, 100)
  vi.advanceTimersByTime(500)
  expect(rung).toEqual(['again', 'again'])
})

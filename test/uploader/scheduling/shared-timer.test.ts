import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSharedTimer } from '../../../src/uploader/scheduling/shared-timer.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function open() {
  const called: string[] = []
  const callback = (name: string) => () => {
    called.push(name)
  }
  return { timer: createSharedTimer(), called, callback }
}

test('shared timer › calls many callbacks, each at its time, with one timer', () => {
  const { timer, called, callback } = open()
  timer.set(callback('late'), 300)
  timer.set(callback('early'), 100)
  timer.set(callback('middle'), 200)
  expect(vi.getTimerCount()).toBe(1)
  vi.advanceTimersByTime(200)
  expect(called).toEqual(['early', 'middle'])
  vi.advanceTimersByTime(100)
  expect(called).toEqual(['early', 'middle', 'late'])
  expect(vi.getTimerCount()).toBe(0)
})

test('shared timer › postpones a callback that is set again', () => {
  const { timer, called, callback } = open()
  const postponed = callback('once')
  timer.set(postponed, 100)
  vi.advanceTimersByTime(90)
  timer.set(postponed, 100)
  vi.advanceTimersByTime(99)
  expect(called).toEqual([])
  vi.advanceTimersByTime(1)
  expect(called).toEqual(['once'])
})

test('shared timer › does not call a cleared callback, and leaves no timer running', () => {
  const { timer, called, callback } = open()
  const postponed = callback('never')
  timer.set(postponed, 100)
  timer.clear(postponed)
  expect(vi.getTimerCount()).toBe(0)
  vi.advanceTimersByTime(200)
  expect(called).toEqual([])
})

test('shared timer › lets a callback set itself again', () => {
  const { timer, called, callback } = open()
  const postponed = callback('again')
  const twice = () => {
    postponed()
    if (called.length < 2) timer.set(twice, 100)
  }
  timer.set(twice, 100)
  vi.advanceTimersByTime(500)
  expect(called).toEqual(['again', 'again'])
})

import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { createClockSkew, jitteredDelay } from '../../src/lib/time.ts'

const noon = Date.UTC(2026, 0, 1, 12)

/** The correction, in milliseconds, by a clock that received this `Date` at noon, in a response that took `tookMs`. */
function noted(date: string, { tookMs = 0, headers = {} }: { tookMs?: number; headers?: object } = {}) {
  vi.useFakeTimers({ toFake: ['Date'], now: noon })
  const clock = createClockSkew()
  clock.note(new Headers({ ...headers, ...(date && { date }) }), noon - tookMs)
  vi.useRealTimers()
  return clock.toLocalTime(new Date(noon)).getTime() - noon
}

test.each([
  ['Thu, 01 Jan 2026 12:00:00 GMT', 0],
  // `Date` is truncated to seconds: a smaller difference is none.
  ['Thu, 01 Jan 2026 11:59:59 GMT', 0],
  ['Thu, 01 Jan 2026 13:00:00 GMT', -3600_500],
  ['Thu, 01 Jan 2026 11:00:00 GMT', 3599_500],
])('clock › a server that says %s at noon moves its times by %i ms', (date, movedMs) => {
  expect(noted(date)).toBe(movedMs)
})

test('clock › assumes that a slow response was dated halfway', () => {
  expect(noted('Thu, 01 Jan 2026 13:00:00 GMT', { tookMs: 4000 })).toBe(-3602_500)
  expect(noted('Thu, 01 Jan 2026 11:59:59 GMT', { tookMs: 4000 })).toBe(0)
})

test.each([
  ['no date', '', {}],
  ['a date that is none', 'yesterday', {}],
  ['a cached response', 'Thu, 01 Jan 2026 11:00:00 GMT', { headers: { age: '3600' } }],
  ['a response after half a minute', 'Thu, 01 Jan 2026 11:00:00 GMT', { tookMs: 30_000 }],
])('clock › ignores %s', (_what, date, more) => {
  expect(noted(date, more)).toBe(0)
})

test('backoff › spreads delays over a bound that doubles up to its maximum', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), (attempt) => {
      const delay = jitteredDelay(attempt)
      expect(delay).toBeGreaterThanOrEqual(0)
      expect(delay).toBeLessThanOrEqual(Math.min(20_000, 500 * 2 ** (attempt - 1)))
    }),
  )
  const delays = Array.from({ length: 200 }, () => jitteredDelay(3))
  expect(Math.min(...delays)).toBeLessThan(500)
  expect(Math.max(...delays)).toBeGreaterThan(1_500)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jitteredDelay } from '../../src/http/backoff.ts'
import { retryAfterMs } from '../../src/http/response-headers.ts'

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

test('Retry-After › is read as seconds or as a date', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  const after = (value: string) => retryAfterMs(new Headers({ 'retry-after': value }), now)
  expect(after('0')).toBe(0)
  expect(after('1.5')).toBe(1500)
  expect(after('Thu, 01 Jan 2026 00:00:10 GMT')).toBe(10_000)
  expect(after('Wed, 31 Dec 2025 23:59:00 GMT')).toBe(0)
  expect(after('soon')).toBeUndefined()
  expect(retryAfterMs(new Headers(), now)).toBeUndefined()
})

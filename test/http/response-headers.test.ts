import { expect, test } from 'vitest'
import { retryAfterMs } from '../../src/http/response-headers.ts'

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

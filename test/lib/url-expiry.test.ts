import { describe, expect, test } from 'vitest'
import { isUsable, refetchDelay, urlExpiry } from '../../src/lib/url-expiry.ts'

const expiry = '2026-01-31T12:15:00.000Z'
const unixSeconds = Date.parse(expiry) / 1000

describe('URL expiry', () => {
  test.each([
    ['AWS signature v4', 'X-Amz-Date=20260131T120000Z&X-Amz-Expires=900&X-Amz-Signature=0a'],
    ['AWS signature v2', `AWSAccessKeyId=AKIA&Expires=${unixSeconds}&Signature=0a`],
    ['GCS v4', 'X-Goog-Date=20260131T120000Z&X-Goog-Expires=900&X-Goog-Signature=0a'],
    ['GCS v2', `GoogleAccessId=a%40b.test&Expires=${unixSeconds}&Signature=0a`],
    ['Azure SAS', 'sv=2025-01-05&se=2026-01-31T12%3A15%3A00Z&sr=b&sp=cw&sig=0a'],
    ['Azure SAS without seconds', 'sv=2025-01-05&se=2026-01-31T12%3A15Z&sr=b&sp=cw&sig=0a'],
    ['CloudFront', `Expires=${unixSeconds}&Signature=0a&Key-Pair-Id=K1`],
  ])('reads the query of %s', (_, query) => {
    expect(urlExpiry(`https://store.test/photos/a.jpg?${query}`)?.toISOString()).toBe(expiry)
  })

  test('reads a date without time, as Azure SAS allows, as midnight in UTC', () => {
    const url = 'https://account.test/a?se=2026-02-01&sig=0a'
    expect(urlExpiry(url)?.toISOString()).toBe('2026-02-01T00:00:00.000Z')
  })

  test('prefers what the signer said', () => {
    const signedExpiry = new Date('2026-01-31T12:00:01Z')
    expect(urlExpiry(`https://store.test/a?Expires=${unixSeconds}`, signedExpiry)).toBe(signedExpiry)
  })

  test.each([
    'https://store.test/a',
    'https://store.test/a?',
    'https://store.test/a?Expires=soon',
    'https://store.test/a?X-Amz-Date=20260131T120000Z',
    'https://store.test/a?X-Amz-Expires=900',
    'https://store.test/a?se=sweden',
    'https://account.test/a?se=later&sig=0a',
    '/relative/path?page=2',
    'not a URL',
  ])('is unknown for %s', (url) => {
    expect(urlExpiry(url)).toBeUndefined()
  })
})

describe('usable URL', () => {
  const now = Date.parse(expiry)

  test('has more than half a minute left', () => {
    expect(isUsable(now + 31_000, now - 900_000, now)).toBe(true)
    expect(isUsable(now + 29_000, now - 900_000, now)).toBe(false)
  })

  test('that was signed for seconds has more than half of them left', () => {
    expect(isUsable(now + 6_000, now - 4_000, now)).toBe(true)
    expect(isUsable(now + 4_000, now - 6_000, now)).toBe(false)
  })

  test('never expires without an expiry', () => {
    expect(isUsable(Infinity, now, now)).toBe(true)
  })
})

test('refetch delay › ends while the URL still works', () => {
  const now = Date.parse(expiry)
  for (const remainingMs of [3_000, 60_000, 150_000, 900_000]) {
    expect(refetchDelay(new Date(now + remainingMs), now)).toBeLessThan(remainingMs)
  }
})

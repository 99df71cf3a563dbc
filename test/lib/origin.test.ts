import { expect, onTestFinished, test, vi } from 'vitest'
import { isPageOrigin, originOf } from '../../src/lib/origin.ts'

test.each([
  ['https://storage.test/bucket/key?X-Amz-Signature=1', 'https://storage.test'],
  ['HTTPS://Storage.test:443/key', 'https://storage.test'],
  ['http://localhost:9000/key', 'http://localhost:9000'],
  ['/api/files', ''],
  ['not a url', ''],
  [undefined, ''],
])('origin › of %s is “%s” without a page', (url, origin) => {
  expect(originOf(url)).toBe(origin)
})

test('origin › is never the page’s own without a page', () => {
  expect(isPageOrigin('https://storage.test/key')).toBe(false)
  expect(isPageOrigin('/api/files')).toBe(false)
})

test.each([
  ['/api/files', true],
  ['', true],
  ['https://app.test/api/files', true],
  ['https://APP.test:443/api/files', true],
  ['//app.test/api/files', true],
  ['https://app.test.evil.test/api/files', false],
  ['http://app.test/api/files', false],
  ['https://storage.test/key', false],
])('origin › %s at a page of https://app.test: %s', (url, isSame) => {
  vi.stubGlobal('location', { href: 'https://app.test/uploads' })
  onTestFinished(() => void vi.unstubAllGlobals())
  expect(isPageOrigin(url)).toBe(isSame)
})

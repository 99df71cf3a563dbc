import { expect, test } from 'vitest'
import { UploadError, withoutQuery } from '../src/errors.ts'

test.each([
  ['https://s3.test/b/k?X-Amz-Signature=abc', 'https://s3.test/b/k'],
  ['https://s3.test/b/k#token=abc', 'https://s3.test/b/k'],
  ['https://user:pass@s3.test/b/k?x', 'https://s3.test/b/k'],
  ['/api/files/sign?token=abc', '/api/files/sign'],
  ['https://s3.test/a@b', 'https://s3.test/a@b'],
])('UploadError › never contains the secrets of %s', (url, shown) => {
  expect(withoutQuery(url)).toBe(shown)
  expect(new UploadError('network', 'x', { url }).url).toBe(shown)
})

test('UploadError › keeps its cause', () => {
  const cause = new TypeError('inner')
  const error = new UploadError('network', 'Sentence.', { cause, status: 500, requestId: 'r' })
  expect(error).toBeInstanceOf(Error)
  expect(error).toMatchObject({
    name: 'UploadError',
    cause,
    status: 500,
    requestId: 'r',
    message: 'Sentence.',
  })
  expect('cause' in new UploadError('network', 'x')).toBe(false)
})

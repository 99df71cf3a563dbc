import { expect, test } from 'vitest'
import { headersAtOdds } from '../../src/upload/headers-at-odds.ts'
import { refusalOf } from '../../src/upload/refusal.ts'

const url =
  'https://s.test/k?X-Amz-SignedHeaders=content-length%3Bcontent-type%3Bhost%3Bx-amz-meta-team&X-Amz-Signature=s'
const agreed = { 'Content-Type': 'image/png', 'x-amz-meta-team': 'a' }

test('headers that were signed and are not sent are named', () => {
  expect(headersAtOdds(url, {})).toContain('not handed out with it: content-type, x-amz-meta-team.')
  expect(headersAtOdds(url.replaceAll('Amz', 'Goog'), {})).toContain('content-type')
})

test('so are those of the store that are sent and were not signed', () => {
  const odds = headersAtOdds(url, { ...agreed, 'X-Amz-Acl': 'public-read', 'cache-control': 'no-store' })
  expect(odds).toContain('not signed for: x-amz-acl.')
})

test('where they agree, or nobody knows, nothing is said', () => {
  expect(headersAtOdds(url, agreed)).toBeUndefined()
  expect(headersAtOdds('https://s.test/k?sig=s', { 'x-amz-acl': 'private' })).toBeUndefined()
})

test('a refusal names the headers whose values must be those that were signed', () => {
  const body = '<Error><Code>SignatureDoesNotMatch</Code></Error>'
  const answer = { status: 403, headers: new Headers(), body }
  expect(refusalOf(answer, { url, headers: agreed }).message).toContain(
    'agree in method, key and the values of content-length, content-type, x-amz-meta-team.',
  )
  expect(refusalOf(answer, { url, headers: {} }).message).toContain('not handed out')
  expect(refusalOf(answer, { url: 'https://s.test/k', headers: {} }).message).toContain(
    'method, key and headers.',
  )
})

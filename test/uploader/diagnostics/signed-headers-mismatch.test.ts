import { expect, test } from 'vitest'
import { unsentHeaders, unsignedHeaders } from '../../../src/uploader/diagnostics/signed-headers-mismatch.ts'
import { diagnoseNetworkError } from '../../../src/uploader/diagnostics/diagnose-network-error.ts'
import { toStorageError } from '../../../src/uploader/diagnostics/storage-error.ts'

const url =
  'https://s.test/k?X-Amz-SignedHeaders=content-length%3Bcontent-type%3Bhost%3Bx-amz-meta-team&X-Amz-Signature=s'
const agreed = { 'Content-Type': 'image/png', 'x-amz-meta-team': 'a' }

test('headers that were signed and are not sent are named', () => {
  expect(unsentHeaders(url, {})).toContain('not handed out with it: content-type, x-amz-meta-team.')
  expect(unsentHeaders(url.replaceAll('Amz', 'Goog'), {})).toContain('content-type')
})

test('so are those of the store that are sent and were not signed', () => {
  const odds = unsignedHeaders(url, { ...agreed, 'X-Amz-Acl': 'public-read', 'cache-control': 'no-store' })
  expect(odds).toContain('not signed for: x-amz-acl.')
})

test('where they agree, or nobody knows, nothing is said', () => {
  const unknown = 'https://s.test/k?sig=s'
  for (const say of [unsentHeaders, unsignedHeaders]) {
    expect(say(url, agreed)).toBeUndefined()
    expect(say(unknown, { 'x-amz-acl': 'private' })).toBeUndefined()
  }
})

test('a refusal names the headers whose values must be those that were signed', () => {
  const body = '<Error><Code>SignatureDoesNotMatch</Code></Error>'
  const answer = { status: 403, headers: new Headers(), body }
  expect(toStorageError(answer, { url, headers: agreed }).message).toContain(
    'agree in method, key and the values of content-length, content-type, x-amz-meta-team.',
  )
  expect(toStorageError(answer, { url, headers: {} }).message).toContain('not handed out')
  expect(toStorageError(answer, { url: 'https://s.test/k', headers: {} }).message).toContain(
    'method, key and headers.',
  )
})

test('a connection that broke is no refusal because of headers that some stores take unsigned', async () => {
  const unanswered = {
    url,
    signal: new AbortController().signal,
    source: new Blob(['x']),
    dies: Infinity,
    isSureOfCors: true,
    cause: undefined,
  }
  const explain = async (headers: Record<string, string>) =>
    (await diagnoseNetworkError({ ...unanswered, headers })).code
  expect(await explain({ ...agreed, 'x-amz-acl': 'private' })).toBe('network')
  expect(await explain({})).toBe('forbidden')
})

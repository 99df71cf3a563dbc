import { describe, expect, test } from 'vitest'
import {
  describeMissingHeaders,
  describeUnsignedHeaders,
} from '../../../src/uploader/diagnostics/signed-headers.ts'
import { diagnoseNetworkError } from '../../../src/uploader/diagnostics/network-error.ts'
import { toStorageError } from '../../../src/uploader/diagnostics/storage-error.ts'

const url =
  'https://s.test/k?X-Amz-SignedHeaders=content-length%3Bcontent-type%3Bhost%3Bx-amz-meta-team&X-Amz-Signature=s'
const matching = { 'Content-Type': 'image/png', 'x-amz-meta-team': 'a' }

describe('signed headers', () => {
  test('names headers that are signed but not sent', () => {
    expect(describeMissingHeaders(url, {})).toContain(
      "target doesn't contain: content-type, x-amz-meta-team.",
    )
    expect(describeMissingHeaders(url.replaceAll('Amz', 'Goog'), {})).toContain('content-type')
  })

  test('names x-amz- headers that are sent but not signed', () => {
    const headers = { ...matching, 'X-Amz-Acl': 'public-read', 'cache-control': 'no-store' }
    expect(describeUnsignedHeaders(url, headers)).toContain("wasn't signed with: x-amz-acl.")
  })

  test('is empty if the headers match or the URL does not list them', () => {
    const unlisted = 'https://s.test/k?sig=s'
    for (const describe of [describeMissingHeaders, describeUnsignedHeaders]) {
      expect(describe(url, matching)).toBeUndefined()
      expect(describe(unlisted, { 'x-amz-acl': 'private' })).toBeUndefined()
    }
  })
})

test('storage error › names the headers whose values must match the signature', () => {
  const body = '<Error><Code>SignatureDoesNotMatch</Code></Error>'
  const response = { status: 403, headers: new Headers(), body }
  expect(toStorageError(response, { url, headers: matching }).message).toContain(
    'agree in method, key and the values of content-length, content-type, x-amz-meta-team.',
  )
  expect(toStorageError(response, { url, headers: {} }).message).toContain("target doesn't contain")
  expect(toStorageError(response, { url: 'https://s.test/k', headers: {} }).message).toContain(
    'method, key and headers.',
  )
})

test('network error › does not blame a broken connection on headers that some stores accept unsigned', async () => {
  const context = {
    url,
    signal: new AbortController().signal,
    source: new Blob(['x']),
    expiresAt: Infinity,
    isSureOfCors: true,
    cause: undefined,
  }
  const codeWith = async (headers: Record<string, string>) =>
    (await diagnoseNetworkError({ ...context, headers })).code
  expect(await codeWith({ ...matching, 'x-amz-acl': 'private' })).toBe('network')
  expect(await codeWith({})).toBe('forbidden')
})

import { describe, expect, test } from 'vitest'
import type { UploadErrorCode } from '../../../src/errors.ts'
import { toStorageError } from '../../../src/uploader/diagnostics/storage-error.ts'

const request = { url: 'https://s.test/k?X-Amz-Signature=s', headers: {} }

function respond(status: number, body = '', headers: Record<string, string> = {}) {
  return toStorageError({ status, body, headers: new Headers(headers) }, request)
}

const errorBody = (code: string, message = 'As S3 says it.') =>
  `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message><RequestId>r1</RequestId></Error>`

describe('storage error', () => {
  test.each<[number, string, UploadErrorCode]>([
    [400, 'RequestTimeout', 'timeout'],
    [400, 'IncompleteBody', 'timeout'],
    [409, 'OperationAborted', 'rate-limited'],
    [503, 'SlowDown', 'rate-limited'],
    [400, 'SlowDown', 'rate-limited'],
    [503, 'ServiceUnavailable', 'rate-limited'],
    [500, 'InternalError', 'server-error'],
    [403, 'RequestTimeTooSkewed', 'url-expired'],
    [400, 'ExpiredToken', 'url-expired'],
    [400, 'BadDigest', 'checksum'],
    [400, 'EntityTooLarge', 'too-large'],
    [404, 'NoSuchUpload', 'not-found'],
    [403, 'SignatureDoesNotMatch', 'forbidden'],
    [400, 'SignatureDoesNotMatch', 'forbidden'],
    [400, 'AccessDenied', 'forbidden'],
    [409, 'ConditionalRequestConflict', 'rate-limited'],
    [400, 'InvalidArgument', 'bad-request'],
    [412, 'PreconditionFailed', 'bad-request'],
  ])('%i %s is %s', (status, code, expected) => {
    const error = respond(status, errorBody(code))
    expect(error).toMatchObject({ code: expected, status, requestId: 'r1' })
    expect(error.message).toContain(`${status} ${code}`)
    expect(error.cause).toMatchObject({ message: `HTTP ${status}: ${code}: As S3 says it.` })
  })

  test.each<[number, UploadErrorCode]>([
    [400, 'bad-request'],
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [408, 'timeout'],
    [409, 'conflict'],
    [413, 'too-large'],
    [415, 'content-type'],
    [422, 'bad-request'],
    [429, 'rate-limited'],
    [500, 'server-error'],
    [501, 'unsupported'],
    [507, 'server-error'],
    [302, 'server-error'],
  ])('status %i without a body is %s', (status, code) => {
    expect(respond(status)).toMatchObject({ code, status, url: 'https://s.test/k' })
  })

  test('names for a 400 of MinIO the signed header that was not sent', () => {
    const body = errorBody('AccessDenied', 'There were headers present in the request which were not signed')
    const url = 'https://s.test/k?X-Amz-SignedHeaders=content-type%3Bhost'
    const error = toStorageError({ status: 400, body, headers: new Headers() }, { url, headers: {} })
    expect(error.code).toBe('forbidden')
    expect(error.message).toContain("that the target doesn't contain: content-type")
  })

  test('is url-expired for a 403 that says that the request has expired', () => {
    expect(respond(403, errorBody('AccessDenied', 'Request has expired')).code).toBe('url-expired')
  })

  test('is url-expired for a 403 after the expiry, whatever the body says', () => {
    const response = { status: 403, headers: new Headers(), body: '' }
    expect(toStorageError(response, request, Date.now() - 1).code).toBe('url-expired')
    expect(toStorageError(response, request, Date.now() + 60_000).code).toBe('forbidden')
  })

  test('keeps the delay of Retry-After', () => {
    expect(respond(503, errorBody('SlowDown'), { 'retry-after': '2' }).retryAfterMs).toBe(2000)
  })

  test('ignores a `<Code>` that is the name of an object property', () => {
    expect(respond(400, errorBody('constructor')).code).toBe('bad-request')
  })

  test('has a truncated body that is not S3 XML as its cause', () => {
    const error = respond(400, `{"detail":"${'x'.repeat(5000)}"}`)
    expect((error.cause as Error).message.length).toBeLessThan(1100)
  })
})

import type { UploadErrorCode } from '../../../src/errors.ts'
import { fails, survives } from './expectations.ts'
import type { Fault, Method, Phase } from './scenario.ts'
import { respond } from './statuses.ts'

type StorageCode = readonly [status: number, code: string, message?: string]

const storeMethods: readonly Method[] = ['put', 'post', 'multipart']
const storePhases: readonly Phase[] = ['first-byte', 'last-byte']

/** Codes of S3 that a retry may change, also those that come with 400, 403 or 409. */
const transient: readonly StorageCode[] = [
  [400, 'RequestTimeout'],
  [400, 'IncompleteBody'],
  [400, 'InternalError'],
  [400, 'SlowDown'],
  [400, 'ServiceUnavailable'],
  [400, 'BadDigest'],
  [400, 'XAmzContentSHA256Mismatch'],
  [400, 'ExpiredToken', 'The provided token has expired.'],
  [403, 'AccessDenied', 'Request has expired'],
  [403, 'RequestTimeTooSkewed'],
  [409, 'OperationAborted'],
  [409, 'ConditionalRequestConflict'],
  [500, 'InternalError'],
  [503, 'ServiceUnavailable'],
  [503, 'SlowDown'],
]

/** Codes of S3 that a retry does not change, and those of their errors. */
const permanent: readonly (readonly [StorageCode, UploadErrorCode])[] = [
  [[400, 'EntityTooLarge'], 'too-large'],
  [[400, 'InvalidArgument'], 'bad-request'],
  [[400, 'AccessDenied'], 'forbidden'],
  [[403, 'AccessDenied'], 'forbidden'],
  [[403, 'InvalidAccessKeyId'], 'forbidden'],
  [[403, 'SignatureDoesNotMatch'], 'forbidden'],
  [[404, 'NoSuchBucket'], 'not-found'],
  [[501, 'NotImplemented'], 'unsupported'],
]

function xml([, code, message = 'The store explains itself here.']: StorageCode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>4F</RequestId></Error>`
}

const describe = ([status, code, message]: StorageCode) => ({
  name: `${status}-${code}${message === undefined ? '' : '-expired'}`,
  title: `${status} \`${code}\`${message === undefined ? '' : `, “${message}”`}`,
})

/** Errors that a store explains in XML. */
export const storageCodes: readonly Fault[] = [
  ...transient.map((error): Fault => ({
    ...describe(error),
    methods: storeMethods,
    phases: storePhases,
    rules: (request) => [respond(request, { status: error[0], body: xml(error) }, 1)],
    expect: survives,
  })),
  ...permanent.map(([error, code]): Fault => ({
    ...describe(error),
    methods: storeMethods,
    phases: storePhases,
    rules: (request) => [respond(request, { status: error[0], body: xml(error) })],
    expect: fails(code, 'The store says that the same request fails again.'),
  })),
  {
    name: 'expired-for-good',
    title: '403 “Request has expired”, each time',
    methods: storeMethods,
    phases: storePhases,
    rules: (request) => [
      respond(request, { status: 403, body: xml([403, 'AccessDenied', 'Request has expired']) }),
    ],
    expect: fails('url-expired', 'New URLs expire as well: the clock of the signer is wrong.'),
  },
  {
    name: '403-unreadable',
    title: '403 without CORS headers, as S3 sends it',
    methods: storeMethods,
    phases: ['first-byte'],
    rules: (request) => [{ ...request, act: 'respond', status: 403, times: 1 }],
    expect: survives,
  },
  {
    name: '403-unreadable-for-good',
    title: '403 without CORS headers, each time',
    methods: storeMethods,
    phases: ['first-byte'],
    rules: (request) => [{ ...request, act: 'respond', status: 403 }],
    expect: fails(['network', 'cors'], 'A page cannot distinguish it from a broken connection.'),
    options: { maxElapsedMs: 300 },
  },
]

import { UploadError, type UploadErrorCode } from '../../errors.ts'
import { fileKinds } from '../../model/file-kind.ts'
import { fileStatuses } from '../../model/file-status.ts'
import type { RemoteFile } from '../../model/remote-file.ts'
import { safeUrl } from '../../model/safe-url.ts'

/** Throws an error if the condition is falsy. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message)
}

/** Requires identical values. */
export function assertSame(actual: unknown, expected: unknown, what: string): void {
  assert(actual === expected, `${what} must be ${show(expected)}, not ${show(actual)}.`)
}

/** The call must reject with an `UploadError`, of that code where one is given. */
export async function assertRejects(
  call: Promise<unknown>,
  what: string,
  code?: UploadErrorCode,
): Promise<UploadError> {
  const expected = code === undefined ? 'an UploadError' : `an UploadError of the code '${code}'`
  const outcome = await call.then(
    (value) => ({ value }),
    (thrown: unknown) => ({ thrown }),
  )
  if ('value' in outcome)
    throw new Error(`${what} must reject with ${expected}; it resolved with ${show(outcome.value)}.`)
  const { thrown } = outcome
  assert(
    thrown instanceof UploadError,
    `${what} must reject with ${expected}; it rejected with ${show(thrown)}.`,
  )
  if (code !== undefined) assertSame(thrown.code, code, `${what} must reject with ${expected}; the code`)
  return thrown
}

/** Requires a valid `Date` or `undefined`. */
export function assertDate(date: unknown, what: string): void {
  if (date === undefined) return
  const isDate = date instanceof Date && !Number.isNaN(date.getTime())
  assert(isDate, `${what} must be a valid Date or undefined, not ${show(date)}.`)
}

/** Requires a `Date` in the future or `undefined`. */
export function assertExpiry(date: Date | undefined, what: string): void {
  assertDate(date, what)
  assert(
    date === undefined || date.getTime() > Date.now(),
    `${what} must be in the future, not ${show(date)}.`,
  )
}

/** Requires one of the four statuses. */
export function assertStatus(status: unknown, what: string): void {
  const isKnown = fileStatuses.some((one) => one === status)
  assert(isKnown, `${what} must be pending, processing, completed or failed, not ${show(status)}.`)
}

/** Requires a valid `RemoteFile`. */
export function assertFile(file: RemoteFile, from: string): void {
  const of = (property: string) => `${property} of a file from ${from}`
  assert(typeof file.id === 'string' && file.id !== '', `${of('id')} must be a non-empty string.`)
  assert(typeof file.name === 'string', `${of('name')} must be a string, not ${show(file.name)}.`)
  assertStatus(file.status, of('status'))
  const { size, kind, url, contentHash } = file
  const isSize = size === undefined || (Number.isSafeInteger(size) && size >= 0)
  assert(isSize, `${of('size')} must be a number of bytes, not ${show(size)}.`)
  const isKind = kind === undefined || fileKinds.some((one) => one === kind)
  assert(isKind, `${of('kind')} must be image, video, text, document or other, not ${show(kind)}.`)
  const isOpenable = url === undefined || safeUrl(url) !== undefined
  assert(isOpenable, `${of('url')} must be an http:, https: or blob: URL, not ${show(url)}.`)
  const isHash = contentHash === undefined || /^[\da-f]{64}$/.test(contentHash)
  assert(isHash, `${of('contentHash')} must be a lower-case hex SHA-256, not ${show(contentHash)}.`)
  assertDate(file.createdAt, of('createdAt'))
  assertDate(file.updatedAt, of('updatedAt'))
  assertExpiry(file.urlExpiresAt, of('urlExpiresAt'))
  assert(file.raw !== undefined, `${of('raw')} must be the parsed wire record; it is undefined.`)
}

/** Formats a value for an error message. */
export function show(value: unknown): string {
  if (value instanceof Error) return `${value.name} '${value.message}'`
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : value.toISOString()
  if (value === undefined) return 'undefined'
  const text = typeof value === 'string' ? `'${value}'` : JSON.stringify(value)
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}

// A presigned URL contains its own credentials; these headers would leak the API's to the store.
const credentials =
  /^(?:authorization|cookie|proxy-authorization|x-api-key|api-key|x-auth-token|x-access-token)$/i

/** A presigned request must be for the web and carry none of the API's credentials. */
export function assertPresigned(
  { url, headers }: { url: string; headers: Record<string, string> },
  secrets: readonly string[] = [],
): void {
  assertWebUrl(url)
  for (const name of Object.keys(headers)) {
    assert(!credentials.test(name), `a presigned target must not have the header '${name}'.`)
  }
  const { username, password } = new URL(url)
  assert(!username && !password, 'the URL of a presigned target must not contain user and password.')
  const text = `${url}\n${Object.values(headers).join('\n')}`
  const leaks = secrets.some((secret) => text.includes(secret))
  assert(!leaks, 'a presigned target must not contain a secret of the API.')
}

/** Requires an absolute http(s) URL. */
export function assertWebUrl(url: string): void {
  assert(
    /^https?:$/.test(protocolOf(url) ?? ''),
    `url of a target must be an absolute http(s) URL, not ${show(url)}.`,
  )
}

// Not `URL.canParse`, which Safari has from 17 on.
function protocolOf(url: string): string | undefined {
  try {
    return new URL(url).protocol
  } catch {
    return undefined
  }
}

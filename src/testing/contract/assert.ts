import { UploadError, type UploadErrorCode } from '../../errors.ts'
import { fileKinds } from '../../model/file-kind.ts'
import { fileStatuses } from '../../model/file-status.ts'
import { safeUrl } from '../../model/safe-url.ts'
import type { RemoteFile } from '../../model/remote-file.ts'

/** Throws the sentence where the condition does not hold. */
export function assert(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Error(sentence)
}

/** The two must be the same. */
export function assertSame(actual: unknown, expected: unknown, what: string): void {
  assert(actual === expected, `${what} must be ${show(expected)}, not ${show(actual)}.`)
}

/** The call must reject with an `UploadError`, of that code where one is given. */
export async function assertRejects(
  call: Promise<unknown>,
  what: string,
  code?: UploadErrorCode,
): Promise<UploadError> {
  const wanted = code === undefined ? 'an UploadError' : `an UploadError of the code '${code}'`
  const outcome = await call.then(
    (value) => ({ value }),
    (thrown: unknown) => ({ thrown }),
  )
  if ('value' in outcome)
    throw new Error(`${what} must reject with ${wanted}; it resolved with ${show(outcome.value)}.`)
  const { thrown } = outcome
  assert(
    thrown instanceof UploadError,
    `${what} must reject with ${wanted}; it rejected with ${show(thrown)}.`,
  )
  if (code !== undefined) assertSame(thrown.code, code, `${what} must reject with ${wanted}; the code`)
  return thrown
}

/** A date must be a `Date` that is one. */
export function assertDate(date: unknown, what: string): void {
  if (date === undefined) return
  const isDate = date instanceof Date && !Number.isNaN(date.getTime())
  assert(isDate, `${what} must be a valid Date where it is given, not ${show(date)}.`)
}

/** An expiry must be a `Date` to come: a URL that is dead already is of no use. */
export function assertExpiry(date: Date | undefined, what: string): void {
  assertDate(date, what)
  assert(
    date === undefined || date.getTime() > Date.now(),
    `${what} must lie in the future, not at ${show(date)}.`,
  )
}

/** A status must be one of the four words. */
export function assertStatus(status: unknown, what: string): void {
  const isKnown = fileStatuses.some((one) => one === status)
  assert(isKnown, `${what} must be pending, processing, completed or failed, not ${show(status)}.`)
}

/** A file must look as `RemoteFile` says. */
export function assertFile(file: RemoteFile, from: string): void {
  const of = (property: string) => `${property} of a file from ${from}`
  assert(typeof file.id === 'string' && file.id !== '', `${of('id')} must be a string that is not empty.`)
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
  assert(file.raw !== undefined, `${of('raw')} must be the parsed wire record; it is missing.`)
}

/** A value, short enough for a sentence. */
export function show(value: unknown): string {
  if (value instanceof Error) return `${value.name} '${value.message}'`
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : value.toISOString()
  if (value === undefined) return 'undefined'
  const text = typeof value === 'string' ? `'${value}'` : JSON.stringify(value)
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}

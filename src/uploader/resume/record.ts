/** A stored multipart upload, which can be resumed after a reload. It holds no bytes, and is deleted when the upload ends. */
export type ResumableRecord = {
  /** The upload's id. */
  id: string
  /** Which backend issued the token: `getBackendKey(backend)`. */
  backend: string
  /** For `Backend.resume`. Anyone who has it may send parts: treat it as a secret. */
  token: string
  name: string
  /** Bytes. */
  size: number
  contentType: string
  relativePath?: string | undefined
  metadata?: Record<string, string> | undefined
  /** The file's own name, if `name` is another one. */
  fileName?: string | undefined
  /** Of a `File`, in milliseconds since 1970; a `Blob` has none. */
  lastModified: number | undefined
  /** Digest of the size and the ends of the file. */
  fingerprint: string
  /** Bytes of every part but the last. */
  partSize: number
  /** Numbers, from 1, of the parts whose responses were received. The store may have lost them since. */
  doneParts: readonly number[]
  /** Opens the file again without a file picker, in Chromium. */
  handle?: FileSystemFileHandle | undefined
  addedAt: Date
  updatedAt: Date
}

/**
 * Where records are stored. It must return a record as it was stored, dates as `Date`. It may reject: then uploads
 * continue without it.
 */
export interface UploadStorage {
  get(id: string): Promise<ResumableRecord | undefined>
  set(record: ResumableRecord): Promise<void>
  delete(id: string): Promise<void>
  list(): Promise<readonly ResumableRecord[]>
}

type Check = (value: unknown) => boolean

const isString: Check = (value) => typeof value === 'string'
const isNumber: Check = (value) => Number.isFinite(value)
// `instanceof` would fail for values of another realm.
const isDate: Check = (value) => tagOf(value) === '[object Date]' && !Number.isNaN(Number(value))
const isMetadata: Check = (value) => isObject(value) && Object.values(value).every(isString)
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value)

const checks: Record<keyof ResumableRecord, Check> = {
  id: isString,
  backend: isString,
  token: isString,
  name: isString,
  size: isNumber,
  contentType: isString,
  relativePath: optional(isString),
  metadata: optional(isMetadata),
  fileName: optional(isString),
  lastModified: optional(isNumber),
  fingerprint: isString,
  partSize: (value) => isNumber(value) && Number(value) > 0,
  doneParts: (value) => Array.isArray(value) && value.every(isNumber),
  handle: optional(isFileHandle),
  addedAt: isDate,
  updatedAt: isDate,
}

/** A stored record; `undefined` for what another version of this library or another program has stored. */
export function parseRecord(stored: unknown): ResumableRecord | undefined {
  return isRecord(stored) ? stored : undefined
}

function isRecord(value: unknown): value is ResumableRecord {
  return isObject(value) && Object.entries(checks).every(([key, check]) => check(Reflect.get(value, key)))
}

/** Whether a file's `handle` is a `FileSystemFileHandle`: libraries attach other objects under the same name. */
export function isFileHandle(value: unknown): value is FileSystemFileHandle {
  return tagOf(value) === '[object FileSystemFileHandle]'
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value)
}

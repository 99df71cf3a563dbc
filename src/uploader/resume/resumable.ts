/** What is kept of an upload in parts until it ends, so that it can go on after a reload. No bytes. */
export type ResumableRecord = {
  /** The upload's id. */
  id: string
  /** Which backend's token it is: `backendKeyOf(backend)`. */
  backend: string
  /** For `Backend.reopen`. Who has it may send parts: treat it as a secret. */
  token: string
  name: string
  /** Bytes. */
  size: number
  contentType: string
  relativePath?: string
  metadata?: Record<string, string>
  /** The file's own name, where `name` was given in its place. */
  fileName?: string
  /** Of a `File`, in milliseconds since 1970; a `Blob` has none. */
  lastModified: number | undefined
  /** `fingerprintOf` the bytes. */
  fingerprint: string
  /** Bytes of every part but the last. */
  partSize: number
  /** Numbers of parts, from 1, that are known to be at the store; the store's own list is the truth. */
  doneParts: readonly number[]
  /** Chromium: opens the file again with one click. */
  handle?: FileSystemFileHandle
  addedAt: Date
  updatedAt: Date
}

/**
 * The port: where records are kept. Whatever it is, it must hand a record back as it was given, dates as dates. It may
 * fail: uploads go on without it then.
 */
export interface UploadStorage {
  get(id: string): Promise<ResumableRecord | undefined>
  set(record: ResumableRecord): Promise<void>
  delete(id: string): Promise<void>
  list(): Promise<readonly ResumableRecord[]>
}

import type { Backend } from '../../backends/backend.ts'
import type { RemoteFile } from '../../model/remote-file.ts'
import type { UploadIntent } from '../../model/upload-target.ts'
import type { Transfer } from '../../uploader/transfer/transfer.ts'

/** The optional methods of a backend. */
export type BackendMethod = Exclude<
  {
    [K in keyof Backend]-?: NonNullable<Backend[K]> extends (...args: never[]) => unknown ? K : never
  }[keyof Backend],
  'sign'
>

/** A backend for one test. */
export type OpenedBackend = {
  backend: Backend
  /** Sends the bytes. @default by `fetch` */
  transfer?: Transfer
  /** Reads a file's stored content. @default from its `url`, if it has one */
  read?: (file: RemoteFile) => Promise<Blob>
  /** Releases the resources of `open`. */
  close?: () => Promise<unknown> | undefined
}

/** The functions of a test runner. The test context's `skip` is called if the runner passes one. */
export type TestRunner = {
  describe: (name: string, define: () => void) => unknown
  it: (name: string, run: (...context: unknown[]) => Promise<void>) => unknown
}

/** Options of `testBackend`. */
export type TestBackendOptions = Partial<TestRunner> & {
  /** Name of the group of tests. */
  name: string
  /** Called for each test. Tests delete the files they upload if the backend has `remove`. */
  open: () => Promise<OpenedBackend> | OpenedBackend
  /** Methods that the backend must have. @default none */
  can?: readonly BackendMethod[]
  /** The type of the uploaded files; the content is random. @default `.txt`, `text/plain` */
  sample?: { extension: string; contentType: string }
  /** Properties of an intent that the backend rejects, such as `{ contentType: 'video/x-flv' }`. */
  refused?: Partial<UploadIntent>
  /**
   * Size in bytes above which the backend returns multipart targets. Files of at least that size and two parts are
   * uploaded.
   */
  multipartThreshold?: number
  /** Creates a video from which the backend extracts frames. */
  video?: () => File | Promise<File>
  /** A URL that `importUrls` can fetch. */
  importable?: () => string | Promise<string>
  /** The storage URI of an uploaded file, for `presign`. */
  storageUri?: (file: RemoteFile) => string
  /** Whether the backend keeps the name of an uploaded file. @default true */
  keepsNames?: boolean
  /** Whether empty files are accepted; otherwise they must be rejected with an `UploadError`. @default true */
  takesEmptyFiles?: boolean
  /** Secrets of the API: no target, file or error may contain them. */
  secrets?: readonly string[]
  /** A well-formed id that no file has. @default a random UUID */
  unknownId?: string
  /** Timeout of processing, and of eventually consistent lists, in milliseconds. @default 20_000 */
  timeoutMs?: number
}

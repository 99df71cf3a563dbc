import type { Backend } from '../../backends/backend.ts'
import type { RemoteFile } from '../../model/remote-file.ts'
import type { UploadIntent } from '../../model/upload-target.ts'
import type { Transfer } from '../../uploader/transfer/transfer.ts'

/** What a backend may be able to do besides `sign`. */
export type BackendMethod = Exclude<
  {
    [K in keyof Backend]-?: NonNullable<Backend[K]> extends (...args: never[]) => unknown ? K : never
  }[keyof Backend],
  'sign'
>

/** A backend ready to be tried, for one test. */
export type OpenedBackend = {
  backend: Backend
  /** How bytes leave. @default by `fetch` */
  transfer?: Transfer
  /** A file's content at the storage. @default what its `url` answers, where it has one */
  read?: (file: RemoteFile) => Promise<Blob>
  /** Ends what `open` began. */
  close?: () => Promise<unknown> | undefined
}

/** What a runner calls a group of tests, and a test. A first argument with `skip` is used, if the runner gives one. */
export type TestRunner = {
  describe: (name: string, define: () => void) => unknown
  it: (name: string, run: (...context: unknown[]) => Promise<void>) => unknown
}

/** What `testBackend` takes. */
export type TestBackendOptions = Partial<TestRunner> & {
  /** Name of the group of tests. */
  name: string
  /** Called for each test. Tests delete what they upload, where the backend can. */
  open: () => Promise<OpenedBackend> | OpenedBackend
  /** What the backend is meant to do: a test fails where one of these is missing. @default whatever it has */
  can?: readonly BackendMethod[]
  /** What sort of file the backend takes; the content is random. @default `.txt`, `text/plain` */
  sample?: { extension: string; contentType: string }
  /** What of an intent makes the backend refuse that file alone, such as `{ contentType: 'video/x-flv' }`. */
  refused?: Partial<UploadIntent>
  /** Bytes from which on the backend signs parts. A file of that size, or of two parts if that is more, is sent. */
  multipartThreshold?: number
  /** A video that the backend takes frames from. */
  video?: () => File | Promise<File>
  /** An address that `importUrls` can fetch. */
  importable?: () => string | Promise<string>
  /** The storage URI of an uploaded file, for `presign`. */
  storageUri?: (file: RemoteFile) => string
  /** Whether a file that is asked for later still has the name it was uploaded by. @default true */
  keepsNames?: boolean
  /** Whether files without a byte are taken; where not, they must be refused with an `UploadError`. @default true */
  takesEmptyFiles?: boolean
  /** API keys in use: they must be in no target, file or error. */
  secrets?: readonly string[]
  /** An id that no file has, in the backend's manner. @default a random UUID */
  unknownId?: string
  /** Milliseconds that processing, or a list that lags behind, may take. @default 20_000 */
  timeoutMs?: number
}

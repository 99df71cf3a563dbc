import { createLazyCall, type ApiCall } from '../../http/api-call.ts'
import type { HttpOptions } from '../../http/create-client.ts'
import { createClockSkew } from '../../lib/time.ts'
import type { S3FileCalls } from './files.ts'
import { loadFiles, loadUploads } from './load-s3.ts'
import type { S3UploadCalls } from './uploads.ts'

/** Options of `createS3Client`. */
export type S3ClientOptions = HttpOptions

/** The routes of `react-presigned/server`, call by call. */
export type S3Client = S3UploadCalls &
  S3FileCalls & {
    baseUrl: string
    /** Converts a time by the server's clock to this machine's, as measured by the responses' `Date`. */
    toLocalTime(date: Date): Date
  }

/**
 * Creates a client of the routes that `createUploadHandler` serves. Its code is loaded with the first call.
 *
 * @example
 * const client = createS3Client({ baseUrl: '/api/files' })
 */
export function createS3Client(options: S3ClientOptions): S3Client {
  const clock = createClockSkew()
  let uploadCalls: S3UploadCalls | undefined
  let fileCalls: S3FileCalls | undefined
  const upload = lazyMethods(
    async () => (uploadCalls ??= (await loadUploads()).createUploadCalls(options, clock)),
  )
  const file = lazyMethods(async () => (fileCalls ??= (await loadFiles()).createFileCalls(options, clock)))

  return {
    baseUrl: options.baseUrl,
    toLocalTime: clock.toLocalTime,
    sign: upload(({ sign }) => sign),
    confirm: upload(({ confirm }) => confirm),
    parts: {
      sign: file(({ parts }) => parts.sign),
      list: file(({ parts }) => parts.list),
      complete: file(({ parts }) => parts.complete),
      abort: file(({ parts }) => parts.abort),
      resume: file(({ parts }) => parts.resume),
    },
    get: file(({ get }) => get),
    list: file(({ list }) => list),
    status: file(({ status }) => status),
    frames: file(({ frames }) => frames),
    delete: file((all) => all.delete),
  }
}

type Method<Args extends readonly unknown[], T> = (...args: Args) => ApiCall<T>

/** Methods of code that is loaded with the first call. */
function lazyMethods<Calls>(load: () => Promise<Calls>) {
  return <Args extends readonly unknown[], T>(select: (calls: Calls) => Method<Args, T>): Method<Args, T> =>
    (...args) =>
      createLazyCall(async () => {
        const calls = await load()
        return () => select(calls)(...args)
      })
}

import { createLazyCall, type ApiCall } from '../../http/api-call.ts'
import type { HttpOptions } from '../../http/create-client.ts'
import { createClockSkew } from '../../lib/time.ts'
import type { S3Api } from './api.ts'
import { loadS3 } from './load-s3.ts'

/** Options of `createS3Client`. */
export type S3ClientOptions = HttpOptions

/** The routes of `react-presigned/server`, call by call. */
export type S3Client = S3Api & {
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
  let api: S3Api | undefined
  const load = async () => (api ??= (await loadS3()).createS3Api(options, clock))
  const lazy =
    <Args extends readonly unknown[], T>(method: (api: S3Api) => (...args: Args) => ApiCall<T>) =>
    (...args: Args): ApiCall<T> =>
      createLazyCall(async () => {
        const loaded = await load()
        return () => method(loaded)(...args)
      })

  return {
    baseUrl: options.baseUrl,
    toLocalTime: clock.toLocalTime,
    sign: lazy(({ sign }) => sign),
    confirm: lazy(({ confirm }) => confirm),
    parts: {
      sign: lazy(({ parts }) => parts.sign),
      list: lazy(({ parts }) => parts.list),
      complete: lazy(({ parts }) => parts.complete),
      abort: lazy(({ parts }) => parts.abort),
      resume: lazy(({ parts }) => parts.resume),
    },
    get: lazy(({ get }) => get),
    list: lazy(({ list }) => list),
    status: lazy(({ status }) => status),
    frames: lazy(({ frames }) => frames),
    delete: lazy((all) => all.delete),
  }
}

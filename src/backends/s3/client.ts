import { createHttp, type HttpOptions } from '../../http/http.ts'
import type { ApiCall } from '../../http/api-call.ts'
import type { CallOptions } from '../../model/call-options.ts'
import type { FileKind } from '../../model/file-kind.ts'
import {
  SignResponse,
  WireFailure,
  WireFile,
  WireFrames,
  WirePage,
  WireState,
  type SignIntent,
} from './schemas.ts'

/** Options of `createS3Client`. */
export type S3ClientOptions = HttpOptions

/** The wire of `react-presigned/server`, call by call. */
export type S3Client = ReturnType<typeof createS3Client>

/**
 * A client of the routes that `createUploadHandler` serves.
 *
 * @example
 * const client = createS3Client({ baseUrl: '/api/files' })
 */
export function createS3Client(options: S3ClientOptions) {
  const http = createHttp({
    ...options,
    readFailure(body) {
      const failure = WireFailure.safeParse(body)
      return failure.success ? failure.data.error : undefined
    },
  })
  return {
    baseUrl: options.baseUrl,
    /** Reserves a target for each file, in the same order; a file refused alone has `error` in its place. */
    sign(files: readonly SignIntent[], call?: CallOptions): ApiCall<SignResponse> {
      return http.json({ method: 'POST', path: 'sign', json: { files } }, SignResponse, call)
    },
    /** Says that the bytes have arrived; answers with the file. Safe to repeat. */
    confirm(id: string, call?: CallOptions): ApiCall<WireFile> {
      return http.json({ method: 'POST', path: 'confirm', json: { id } }, WireFile, call)
    },
    get(id: string, call?: CallOptions): ApiCall<WireFile> {
      return http.json({ method: 'GET', path: 'file', query: { id } }, WireFile, call)
    },
    /** One page, newest first. */
    list(query: { kind?: FileKind; limit?: number; cursor?: string } = {}, call?: CallOptions) {
      return http.json({ method: 'GET', path: 'list', query }, WirePage, call)
    },
    status(id: string, call?: CallOptions) {
      return http.json({ method: 'GET', path: 'status', query: { id } }, WireState, call)
    },
    frames(id: string, call?: CallOptions) {
      return http.json({ method: 'GET', path: 'frames', query: { id } }, WireFrames, call)
    },
    /** Deletes the file and its frames. */
    delete(id: string, call?: CallOptions): ApiCall<void> {
      return http.empty({ method: 'DELETE', path: 'file', query: { id } }, call)
    },
  }
}

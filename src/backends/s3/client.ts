import { createHttp, type HttpOptions } from '../../http/create-client.ts'
import type { ApiCall } from '../../http/api-call.ts'
import type { CallOptions } from '../../model/call-options.ts'
import type { FileKind } from '../../model/file-kind.ts'
import {
  ConfirmResponse,
  SignedFile,
  SignResponse,
  WireFailure,
  WireFile,
  WireFrames,
  WirePage,
  WireParts,
  WireSignedParts,
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
    /** A time of the server's by this machine's clock, as far as the answers have told the difference. */
    toLocalTime: http.clock.toLocalTime,
    /** Reserves a target for each file, in the same order; a file refused alone has `error` in its place. */
    sign(files: readonly SignIntent[], call?: CallOptions): ApiCall<SignResponse> {
      return http.json({ method: 'POST', path: 'sign', json: { files } }, SignResponse, call)
    },
    /**
     * Says that the bytes of these files have arrived; answers with each, in the same order; one that failed alone has
     * `error` in its place. Safe to repeat.
     */
    confirm(ids: readonly string[], call?: CallOptions): ApiCall<ConfirmResponse> {
      return http.json({ method: 'POST', path: 'confirm', json: { ids } }, ConfirmResponse, call)
    },
    /** Multipart uploads, each by the resumeToken of its target. */
    parts: {
      /** URLs for parts 1 to 1000; `hashes` are their digests in the same order, where the target has a `checksum`. */
      sign(resumeToken: string, numbers: readonly number[], hashes?: readonly string[], call?: CallOptions) {
        const json = { resumeToken, numbers, hashes }
        return http.json({ method: 'POST', path: 'sign-parts', json }, WireSignedParts, call)
      },
      /** The parts that the store has. */
      list(resumeToken: string, call?: CallOptions) {
        return http.json({ method: 'POST', path: 'list-parts', json: { resumeToken } }, WireParts, call)
      },
      /** Makes the parts one file; an ETag that is not known may be left out. Safe to repeat. */
      complete(resumeToken: string, parts: readonly { number: number; etag?: string }[], call?: CallOptions) {
        return http.json(
          { method: 'POST', path: 'complete-multipart', json: { resumeToken, parts } },
          WireFile,
          call,
        )
      },
      /** Gives the upload up, its parts included. Safe to repeat. */
      abort(resumeToken: string, call?: CallOptions): ApiCall<void> {
        return http.empty({ method: 'POST', path: 'abort-multipart', json: { resumeToken } }, call)
      },
      /** The target of an interrupted upload again. */
      reopen(resumeToken: string, call?: CallOptions) {
        return http.json(
          { method: 'POST', path: 'resume-multipart', json: { resumeToken } },
          SignedFile,
          call,
        )
      },
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

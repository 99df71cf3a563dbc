import type { ApiCall } from '../../http/api-call.ts'
import type { HttpOptions } from '../../http/create-client.ts'
import type { ClockSkew } from '../../lib/time.ts'
import type { CallOptions } from '../../model/call-options.ts'
import type { FileQuery } from '../../model/remote-file.ts'
import type { S3Backend } from './backend.ts'
import type { S3Client } from './client.ts'
import { createS3Http, post } from './http.ts'
import { remoteFile, signedUpload } from './signed-upload.ts'
import { WireFrames, WirePage, WireParts, WireSignedParts, WireState } from './wire-files.ts'
import { SignedFile, WireFile } from './wire.ts'

// Stored files and multipart uploads: loaded with the first call about one of them.
export { multipartTarget } from './multipart-target.ts'

/** The calls of an s3 client about stored files and parts. */
export type S3FileCalls = ReturnType<typeof createFileCalls>

/** Creates the calls of an s3 client about stored files and parts. */
export function createFileCalls(options: HttpOptions, clock: ClockSkew) {
  const http = createS3Http(options, clock)
  const get = (path: string, query: FileQuery | { id: string; cursor?: string | undefined }) => ({
    method: 'GET' as const,
    path,
    query,
  })
  return {
    /** Calls about a multipart upload, by the `resumeToken` of its target. */
    parts: {
      /** URLs for 1 to 1000 parts; `hashes` are their digests in the same order, if the target has a `checksum`. */
      sign: (
        resumeToken: string,
        numbers: readonly number[],
        hashes?: readonly string[],
        call?: CallOptions,
      ): ApiCall<WireSignedParts> =>
        http.json(post('sign-parts', { resumeToken, numbers, hashes }), WireSignedParts, call),
      /** The parts that the store has. */
      list: (resumeToken: string, call?: CallOptions): ApiCall<WireParts> =>
        http.json(post('list-parts', { resumeToken }), WireParts, call),
      /** Assembles the file; an unknown ETag may be left out. Idempotent. */
      complete: (
        resumeToken: string,
        parts: readonly { number: number; etag?: string | undefined; checksum?: string | undefined }[],
        call?: CallOptions,
      ): ApiCall<WireFile> => http.json(post('complete-multipart', { resumeToken, parts }), WireFile, call),
      /** Aborts the upload and deletes its parts. Idempotent. */
      abort: (resumeToken: string, call?: CallOptions): ApiCall<void> =>
        http.empty(post('abort-multipart', { resumeToken }), call),
      /** The target of an interrupted upload. */
      resume: (resumeToken: string, call?: CallOptions): ApiCall<SignedFile> =>
        http.json(post('resume-multipart', { resumeToken }), SignedFile, call),
    },
    get: (id: string, call?: CallOptions): ApiCall<WireFile> =>
      http.json(get('file', { id }), WireFile, call),
    /** One page, newest first. */
    list: (query: FileQuery = {}, call?: CallOptions) => http.json(get('list', query), WirePage, call),
    status: (id: string, call?: CallOptions) => http.json(get('status', { id }), WireState, call),
    /** One page of a video's frames, at most 1000. */
    frames: (id: string, call?: CallOptions, cursor?: string) =>
      http.json(get('frames', { id, cursor }), WireFrames, call),
    /** Deletes the file and its frames. */
    delete: (id: string, call?: CallOptions): ApiCall<void> =>
      http.empty({ method: 'DELETE', path: 'file', query: { id } }, call),
  }
}

/** The methods of an s3 backend about stored files. */
export type S3FileMethods = Pick<S3Backend, 'resume' | 'status' | 'get' | 'list' | 'remove' | 'frames'>

/** The methods of an s3 backend about stored files, by calls of its client. */
export function createFileMethods(client: S3Client): S3FileMethods {
  return {
    resume: async (token, call) => signedUpload(client, await client.parts.resume(token, call)),
    status: async (fileId, call) => client.status(fileId, call),
    get: async (fileId, call) => remoteFile(client, await client.get(fileId, call)),
    async list(query, call) {
      const { files, nextCursor } = await client.list(query, call)
      return { files: files.map((file) => remoteFile(client, file)), nextCursor }
    },
    remove: async (fileId, call) => client.delete(fileId, call),
    async frames(fileId, call) {
      // The URLs of the first page expire first.
      const { urlExpiresAt, frames, nextCursor, ...first } = await client.frames(fileId, call)
      let [last, cursor] = [first, nextCursor]
      while (cursor !== undefined) {
        const { frames: more, nextCursor: next, ...page } = await client.frames(fileId, call, cursor)
        frames.push(...more)
        ;[last, cursor] = [page, next]
      }
      return { ...last, frames, urlExpiresAt: urlExpiresAt && client.toLocalTime(urlExpiresAt) }
    },
  }
}

import type { S3Backend } from './backend.ts'
import type { S3Client } from './client.ts'
import { remoteFile, signedUpload } from './signed-upload.ts'

// Loaded with the first call about a stored file or a part.
export { createFileCalls } from './file-calls.ts'
export { multipartTarget } from './multipart-target.ts'

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

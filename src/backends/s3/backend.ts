import { UploadError } from '../../errors.ts'
import type { RemoteFile } from '../../model/remote-file.ts'
import type { Backend } from '../backend.ts'
import type { S3Client } from './client.ts'
import type { WireFile } from './schemas.ts'

/** The wire of `react-presigned/server` as a backend. */
export function s3Backend(client: S3Client) {
  return {
    name: 's3',
    scope: client.baseUrl,
    signBatchSize: 50,
    async sign(intents, call) {
      const files = intents.map(({ uploadId: _ours, ...intent }) => intent)
      const { uploads } = await client.sign(files, call)
      if (uploads.length !== intents.length) {
        const message = `The server was asked to sign ${intents.length} files and answered for ${uploads.length}.`
        throw new UploadError('invalid-response', message)
      }
      return uploads.map((upload) => {
        if ('error' in upload) return new UploadError(upload.error.code, upload.error.message)
        return { target: upload.target, file: remoteFile(upload.file) }
      })
    },
    async confirm({ file }, _answer, call) {
      return remoteFile(await client.confirm(file.id, call))
    },
    status: async (fileId, call) => client.status(fileId, call),
    get: async (fileId, call) => remoteFile(await client.get(fileId, call)),
    async list(query, call) {
      const { files, nextCursor } = await client.list(query, call)
      return { files: files.map(remoteFile), nextCursor }
    },
    remove: async (fileId, call) => client.delete(fileId, call),
    frames: async (fileId, call) => client.frames(fileId, call),
  } satisfies Backend
}

function remoteFile(file: WireFile): RemoteFile {
  return { ...file, raw: file }
}

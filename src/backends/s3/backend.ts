import { UploadError } from '../../errors.ts'
import { localUrlExpiry } from '../../lib/url-expiry.ts'
import type { CallOptions } from '../../model/call-options.ts'
import type { Checksum, SignedUpload, UploadTarget } from '../../model/upload-target.ts'
import type { Backend } from '../backend.ts'
import type { S3Client } from './client.ts'
import { partsTarget } from './multipart-target.ts'
import { remoteFile } from './remote-file.ts'
import type { SignedFile, WireError, WireTarget } from './schemas.ts'
import { createBatcher } from './batch-calls.ts'

/** Options of `s3Backend`. */
export type S3BackendOptions = {
  /** The `checksum` of the server's `createUploadHandler`, if it has one. @default none */
  checksum?: Checksum
  /** Files in one `sign` or `confirm` call: no more than the server's `maxBatchSize`. @default 200 */
  maxBatchSize?: number
}

/**
 * The wire of `react-presigned/server` as a backend. Files that are confirmed while a confirmation is under way travel
 * together in the next.
 */
export function s3Backend(client: S3Client, { checksum, maxBatchSize = 200 }: S3BackendOptions = {}) {
  const signedUpload = ({ file, target }: SignedFile): SignedUpload => ({
    target: localTarget(client, target),
    file: remoteFile(client, file),
  })

  async function confirmAll(ids: readonly string[], call: CallOptions) {
    const { files } = await client.confirm(ids, call)
    if (files.length !== ids.length) throw countMismatchError('confirm', ids.length, files.length)
    return files.map((file) => ('id' in file ? remoteFile(client, file) : refusal(file.error)))
  }
  const together = createBatcher(confirmAll, maxBatchSize)

  return {
    name: 's3',
    scope: client.baseUrl,
    checksum,
    maxBatchSize: maxBatchSize,
    async sign(intents, call) {
      const files = intents.map(({ uploadId: _ours, ...intent }) => intent)
      const { uploads } = await client.sign(files, call)
      if (uploads.length !== intents.length) throw countMismatchError('sign', intents.length, uploads.length)
      return uploads.map((upload) => ('error' in upload ? refusal(upload.error) : signedUpload(upload)))
    },
    resume: async (token, call) => signedUpload(await client.parts.reopen(token, call)),
    async confirm({ file }, _answer, call) {
      const { signal, ...own } = call
      // The options of one call's own would become those of all that travel with it.
      const isAlone = Object.keys(own).length > 0
      const answer = isAlone ? (await confirmAll([file.id], call))[0] : await together(file.id, signal)
      if (answer === undefined) throw countMismatchError('confirm', 1, 0)
      if (answer instanceof UploadError) throw answer
      return answer
    },
    status: async (fileId, call) => client.status(fileId, call),
    get: async (fileId, call) => remoteFile(client, await client.get(fileId, call)),
    async list(query, call) {
      const { files, nextCursor } = await client.list(query, call)
      return { files: files.map((file) => remoteFile(client, file)), nextCursor }
    },
    remove: async (fileId, call) => client.delete(fileId, call),
    async frames(fileId, call) {
      const { urlExpiresAt, ...frames } = await client.frames(fileId, call)
      return { ...frames, urlExpiresAt: urlExpiresAt && client.toLocalTime(urlExpiresAt) }
    },
  } satisfies Backend
}

function localTarget(client: S3Client, target: WireTarget): UploadTarget {
  switch (target.type) {
    case 'put':
    case 'post':
      return { ...target, expiresAt: localUrlExpiry(client, target.url, target.expiresAt) }
    case 'multipart':
      return partsTarget(client, target)
    case 'none':
      return target
    default:
      return target satisfies never
  }
}

function refusal({ code, message, status }: WireError): UploadError {
  return new UploadError(code, message, { status })
}

function countMismatchError(what: string, asked: number, answered: number): UploadError {
  const message = `The server was asked to ${what} ${asked} files and answered for ${answered}.`
  return new UploadError('invalid-response', message)
}

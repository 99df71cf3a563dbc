import { createAbortError, UploadError } from '../../errors.ts'
import { raceAbort } from '../../lib/abort.ts'
import { createBatcher } from '../../lib/batcher.ts'
import { localUrlExpiry } from '../../lib/url-expiry.ts'
import type { CallOptions } from '../../model/call-options.ts'
import type { RemoteFile } from '../../model/remote-file.ts'
import type { SignedUpload, UploadTarget } from '../../model/upload-target.ts'
import type { S3Backend } from './backend.ts'
import type { S3Client } from './client.ts'
import { multipartTarget } from './multipart-target.ts'
import type { SignedFile, WireError, WireFile, WireTarget } from './wire.ts'

/** The methods of an s3 backend. */
export type S3Methods = Pick<
  S3Backend,
  'sign' | 'resume' | 'confirm' | 'status' | 'get' | 'list' | 'remove' | 'frames'
>

/** The methods of an s3 backend, by calls of its client. */
export function createS3Methods(client: S3Client, maxBatchSize: number): S3Methods {
  const signedUpload = ({ file, target }: SignedFile): SignedUpload => ({
    target: localTarget(client, target),
    file: remoteFile(client, file),
  })

  async function confirmAll(ids: readonly string[], call: CallOptions) {
    const { files } = await client.confirm(ids, call)
    if (files.length !== ids.length) throw countMismatchError('confirm', ids.length, files.length)
    return files.map((file) => ('id' in file ? remoteFile(client, file) : toUploadError(file.error)))
  }
  // By `retries`, since a batch is one call with one retry policy.
  const batchers = new Map<number | undefined, ReturnType<typeof createConfirmBatcher>>()
  const createConfirmBatcher = (retries: number | undefined) =>
    createBatcher<string, RemoteFile | UploadError>({
      maxSize: maxBatchSize,
      isSerial: true,
      send: (ids, signal) => confirmAll(ids, { signal, retries }),
    })
  async function confirmInBatch(id: string, { signal, retries }: CallOptions) {
    const batcher = batchers.get(retries) ?? createConfirmBatcher(retries)
    batchers.set(retries, batcher)
    try {
      return await raceAbort(batcher(id, signal), signal)
    } catch (error) {
      throw signal?.aborted ? createAbortError(signal.reason) : error
    }
  }

  return {
    async sign(intents, call) {
      const files = intents.map(({ uploadId: _, ...intent }) => intent)
      const { uploads } = await client.sign(files, call)
      if (uploads.length !== intents.length) throw countMismatchError('sign', intents.length, uploads.length)
      return uploads.map((upload) => ('error' in upload ? toUploadError(upload.error) : signedUpload(upload)))
    },
    resume: async (token, call) => signedUpload(await client.parts.resume(token, call)),
    async confirm({ file }, _response, { signal, retries, ...others }) {
      // Options of one call must not apply to the other files of a batch.
      const isAlone = Object.keys(others).length > 0
      const confirmed = isAlone
        ? (await confirmAll([file.id], { signal, retries, ...others }))[0]
        : await confirmInBatch(file.id, { signal, retries })
      if (confirmed === undefined) throw countMismatchError('confirm', 1, 0)
      if (confirmed instanceof UploadError) throw confirmed
      return confirmed
    },
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

/** A file of the server as backends describe it. */
export function remoteFile({ toLocalTime }: Pick<S3Client, 'toLocalTime'>, file: WireFile): RemoteFile {
  return { ...file, urlExpiresAt: file.urlExpiresAt && toLocalTime(file.urlExpiresAt), raw: file }
}

function localTarget(client: S3Client, target: WireTarget): UploadTarget {
  switch (target.type) {
    case 'put':
    case 'post':
      return { ...target, expiresAt: localUrlExpiry(client, target.url, target.expiresAt) }
    case 'multipart':
      return multipartTarget(client, target)
    case 'none':
      return target
    default:
      return target satisfies never
  }
}

function toUploadError({ code, message, status }: WireError): UploadError {
  return new UploadError(code, message, { status })
}

function countMismatchError(route: string, requested: number, received: number): UploadError {
  const message = `The server returned ${received} results for ${requested} files (${route}).`
  return new UploadError('invalid-response', message)
}

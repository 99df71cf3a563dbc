import { createAbortError, UploadError } from '../../errors.ts'
import type { ApiCall } from '../../http/api-call.ts'
import type { HttpOptions } from '../../http/create-client.ts'
import { raceAbort } from '../../lib/abort.ts'
import { createBatcher } from '../../lib/batcher.ts'
import type { ClockSkew } from '../../lib/time.ts'
import type { CallOptions } from '../../model/call-options.ts'
import type { RemoteFile } from '../../model/remote-file.ts'
import type { UploadIntent } from '../../model/upload-target.ts'
import type { S3Backend } from './backend.ts'
import type { S3Client } from './client.ts'
import { createS3Http, post } from './http.ts'
import { remoteFile, signedUpload } from './signed-upload.ts'
import { ConfirmResponse, SignResponse, type WireError } from './wire.ts'

// What every upload needs: loaded with the first call.

/** The calls of an s3 client that every upload makes. */
export type S3UploadCalls = ReturnType<typeof createUploadCalls>

/** Creates the calls of an s3 client that every upload makes. */
export function createUploadCalls(options: HttpOptions, clock: ClockSkew) {
  const http = createS3Http(options, clock)
  return {
    /** Reserves a target for each file, in the same order; a file refused alone has `error` at its index. */
    sign: (files: readonly Omit<UploadIntent, 'uploadId'>[], call?: CallOptions): ApiCall<SignResponse> =>
      http.json(post('sign', { files }), SignResponse, call),
    /**
     * Confirms that the bytes of these files were transferred; returns each file in the same order; one that failed
     * alone has `error` at its index. Idempotent.
     */
    confirm: (ids: readonly string[], call?: CallOptions): ApiCall<ConfirmResponse> =>
      http.json(post('confirm', { ids }), ConfirmResponse, call),
  }
}

/** The methods of an s3 backend that every upload needs. */
export type S3UploadMethods = Pick<S3Backend, 'sign' | 'confirm'>

/** The methods of an s3 backend that every upload needs, by calls of its client. */
export function createUploadMethods(client: S3Client, maxBatchSize: number): S3UploadMethods {
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
      return uploads.map((upload) =>
        'error' in upload ? toUploadError(upload.error) : signedUpload(client, upload),
      )
    },
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
  }
}

function toUploadError({ code, message, status }: WireError): UploadError {
  return new UploadError(code, message, { status })
}

function countMismatchError(route: string, requested: number, received: number): UploadError {
  const message = `The server returned ${received} results for ${requested} files (${route}).`
  return new UploadError('invalid-response', message)
}

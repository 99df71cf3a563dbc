import type { ApiCall } from '../../http/api-call.ts'
import type { HttpOptions } from '../../http/create-client.ts'
import type { ClockSkew } from '../../lib/time.ts'
import type { CallOptions } from '../../model/call-options.ts'
import type { UploadIntent } from '../../model/upload-target.ts'
import { createS3Http, post } from './http.ts'
import { ConfirmResponse, SignResponse } from './wire.ts'

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

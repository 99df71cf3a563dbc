import { toUploadError, type UploadError } from '../../errors.ts'
import type { CallOptions } from '../../model/call-options.ts'
import { fileKindOf } from '../../model/file-kind.ts'
import type { SignedUpload, UploadIntent } from '../../model/upload-target.ts'
import type { Backend } from '../backend.ts'
import type { WriftaiClient } from './client.ts'
import type { FileResource } from './schemas.ts'

/** Options of `wriftaiBackend`. */
export type WriftaiBackendOptions = {
  /** What the files are for. @default 'prediction' */
  resource?: FileResource
}

/**
 * WriftAI as a backend. It has no file ids, so a file's id is its download URL; and no status, so a file is `completed`
 * as soon as the storage has answered.
 */
export function wriftaiBackend(
  client: WriftaiClient,
  { resource = 'prediction' }: WriftaiBackendOptions = {},
) {
  async function signOne(intent: UploadIntent, call: CallOptions): Promise<SignedUpload | UploadError> {
    const { name, size, contentType } = intent
    try {
      const urls = await client.files.createUrls({ name, size, resource, mimeType: contentType }, call)
      const { uploadUrl, downloadUrl } = urls
      return {
        target: { via: 'put', url: uploadUrl, headers: { 'Content-Type': contentType } },
        file: {
          id: downloadUrl,
          name,
          size,
          contentType,
          kind: fileKindOf(contentType),
          status: 'completed',
          url: downloadUrl,
          raw: urls,
        },
      }
    } catch (thrown) {
      return toUploadError(thrown, 'server-error', 'WriftAI gave no URLs for the file. Try again.')
    }
  }

  return {
    name: 'wriftai',
    scope: client.baseUrl,
    sign: (intents, call) => Promise.all(intents.map((intent) => signOne(intent, call))),
  } satisfies Backend
}

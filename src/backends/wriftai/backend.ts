import { localUrlExpiry } from '../../lib/url-expiry.ts'
import type { CallOptions } from '../../model/call-options.ts'
import { fileKindOf } from '../../model/file-kind.ts'
import type { SignedUpload, UploadIntent } from '../../model/upload-target.ts'
import type { Backend } from '../backend.ts'
import { signEach, storageUrl } from '../vendor-backend.ts'
import type { WriftaiClient } from './client.ts'
import type { FileResource } from './schemas.ts'

/** Options of `wriftaiBackend`. */
export type WriftaiBackendOptions = {
  /** The purpose of the files. @default 'prediction' */
  resource?: FileResource | undefined
}

/**
 * The backend of WriftAI. It has no file ids, so a file's id is its download URL; and no status, so a file is `completed`
 * once the store has confirmed the bytes.
 */
export function wriftaiBackend(
  client: WriftaiClient,
  { resource = 'prediction' }: WriftaiBackendOptions = {},
): Backend {
  async function signOne(intent: UploadIntent, call: CallOptions): Promise<SignedUpload> {
    const { name, size, contentType } = intent
    const urls = await client.files.createUrls({ name, size, resource, mimeType: contentType }, call)
    const { uploadUrl, downloadUrl } = urls
    return {
      target: {
        type: 'put',
        url: storageUrl(uploadUrl),
        headers: { 'Content-Type': contentType },
        expiresAt: localUrlExpiry(client, uploadUrl),
      },
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
  }

  return {
    name: 'wriftai',
    scope: client.baseUrl,
    sign: (intents, call) => signEach(intents, (intent) => signOne(intent, call)),
  }
}

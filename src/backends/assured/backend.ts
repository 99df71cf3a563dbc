import { localUrlExpiry } from '../../lib/url-expiry.ts'
import type { CallOptions } from '../../model/call-options.ts'
import { fileKindOf } from '../../model/file-kind.ts'
import type { SignedUpload, UploadIntent } from '../../model/upload-target.ts'
import type { Backend } from '../backend.ts'
import { signEach } from '../vendor-backend.ts'
import type { AssuredClient } from './client.ts'
import type { AssuredUploadForm } from './upload-form.ts'

/** A backend with every method that Assured's API supports. */
export type AssuredBackend = Backend & Required<Pick<Backend, 'confirm' | 'presign'>>

/**
 * The backend of Assured. The bytes are sent to the API itself, with its credentials: in a browser let the client's
 * `baseUrl` be your own server. A file has no `url`: `presign` exchanges the `s3://` URI in its `raw.fileUrl` for one.
 */
export function assuredBackend(client: AssuredClient): AssuredBackend {
  // Forms of unconfirmed uploads: a second request for the same upload may mean that its JWT was rejected.
  const unconfirmed = new Map<string, AssuredUploadForm>()

  async function signOne(intent: UploadIntent, { signal }: CallOptions): Promise<SignedUpload> {
    const { uploadId, name, size, contentType } = intent
    const form = await client.files.prepareUpload(name, { rejected: unconfirmed.get(uploadId), signal })
    unconfirmed.set(uploadId, form)
    // Replaced by the API's id in `confirm`.
    const kind = fileKindOf(contentType)
    const file = {
      id: uploadId,
      name,
      size,
      contentType,
      kind,
      status: 'pending',
      raw: form.fields,
    } as const
    // The API itself, which may be a path of the page's own server.
    const url = typeof location === 'object' ? new URL(form.url, location.href).href : form.url
    return { target: { type: 'post', ...form, url }, file }
  }

  return {
    name: 'assured',
    scope: client.baseUrl,
    sign: (intents, call) => signEach(intents, (intent) => signOne(intent, call)),
    async confirm({ file }, response) {
      const record = await client.files.readUpload(response)
      unconfirmed.delete(file.id)
      return { ...file, id: record.id, status: 'completed', createdAt: record.createdAt, raw: record }
    },
    async presign(uri, call) {
      const url = await client.files.presignUrl(uri, call)
      return { url, expiresAt: localUrlExpiry(client, url) }
    },
  }
}

import { localUrlExpiry } from '../../lib/url-expiry.ts'
import type { CallOptions } from '../../model/call-options.ts'
import { fileKindOf } from '../../model/file-kind.ts'
import type { SignedUpload, UploadIntent } from '../../model/upload-target.ts'
import type { Backend } from '../backend.ts'
import { signEach } from '../sign-each.ts'
import type { AssuredClient, AssuredUploadForm } from './client.ts'

/**
 * Assured as a backend. The bytes go to the API itself, with its credentials: let the client's `baseUrl` be your own
 * server in a browser. A file has no `url`: `presign` exchanges the `s3://` URI in its `raw.fileUrl` for one.
 */
export function assuredBackend(client: AssuredClient) {
  // Forms whose upload has not been confirmed: who asks again for the same upload may have been refused its token.
  const unconfirmed = new Map<string, AssuredUploadForm>()

  async function signOne(intent: UploadIntent, { signal }: CallOptions): Promise<SignedUpload> {
    const { uploadId, name, size, contentType } = intent
    const form = await client.files.prepareUpload(name, { refused: unconfirmed.get(uploadId), signal })
    unconfirmed.set(uploadId, form)
    // Until the API has given an id, the upload's stands in its place.
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
    return { target: { type: 'post', ...form }, file }
  }

  return {
    name: 'assured',
    scope: client.baseUrl,
    sign: (intents, call) => signEach(intents, (intent) => signOne(intent, call)),
    async confirm({ file }, answer) {
      const record = client.files.readUpload(answer)
      unconfirmed.delete(file.id)
      return { ...file, id: record.id, status: 'completed', createdAt: record.createdAt, raw: record }
    },
    async presign(uri, call) {
      const url = await client.files.presignUrl(uri, call)
      return { url, expiresAt: localUrlExpiry(client, url) }
    },
  } satisfies Backend
}

import * as z from 'zod/mini'
import { jsonResponse } from '../../../src/server/responses.ts'
import { safeName } from '../file-names.ts'
import { readJson } from '../read-json.ts'
import { receiveForm } from '../receive-form.ts'
import { sendFile, withScratch } from '../scratch-files.ts'
import { signDownload } from '../signed-urls.ts'
import type { WireContext } from '../wire.ts'
import { userId } from './auth.ts'
import { refuse, refuseFields, refuseIssues } from './errors.ts'

/** A file that was just stored. */
type HandledFile = {
  id: string
  key: string
  /** The name that the client made up. */
  name: string
  /** The name of the file that was sent. */
  original: string
  /** Bytes. */
  size: number
  contentType: string
}

/** The API's `FileRecord`, including its storage fields. */
async function fileRecord({ s3, bucket }: WireContext, file: HandledFile): Promise<object> {
  const endpoint = await endpointOf(s3)
  const uri = `s3://${bucket}/${file.key}`
  const url = `${endpoint}/${bucket}/${file.key.split('/').map(encodeURIComponent).join('/')}`
  return {
    id: file.id,
    file: url,
    file_url: uri,
    name: file.name,
    created_at: new Date().toISOString(),
    uploaded_file_uri: uri,
    storage_metadata: {
      storage_backend: 's3',
      storage_backend_class: 'storages.backends.s3.S3Storage',
      bucket_name: bucket,
      region: await s3.config.region(),
      endpoint_url: endpoint,
      custom_domain: null,
      credential_profile: null,
      media_root: 'wires/assured/media',
      use_s3_for_media: true,
      acl: 'private',
      signature_version: 's3v4',
      file_overwrite: false,
      querystring_auth: true,
      object_parameters: { CacheControl: 'max-age=86400' },
      original_filename: file.original,
      content_type: file.contentType,
      file_size_bytes: file.size,
      upload_path: file.key,
      uploaded_by_user_id: userId,
      uploaded_by_client_id: '5a9db0c5-0000-4000-8000-000000000004',
      s3_object_url: url,
      s3_uri: uri,
      django_env: 'sandbox',
      debug_mode: false,
      uploaded_file_url: url,
      uploaded_file_uri: uri,
    },
  }
}

async function endpointOf(s3: WireContext['s3']): Promise<string> {
  const endpoint = await s3.config.endpoint?.()
  if (endpoint === undefined) return ''
  const { protocol, hostname, port } = endpoint
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`
}

/** Where Assured's bytes lie. */
const mediaPrefix = 'wires/assured/media/'

const missing = ['This field is required.']

/**
 * `POST files/handle/`: a form with `name` and `file`. Types are not checked: the vendor does not document whether it checks them.
 */
export async function handleFile(context: WireContext, request: Request): Promise<Response> {
  return withScratch(async (directory) => {
    const form = await receiveForm(request, directory, refuse)
    const name = form.fields.get('name')
    const file = form.files.get('file')
    if (!name || file === undefined) {
      return refuseFields({ ...(name ? {} : { name: missing }), ...(file ? {} : { file: missing }) })
    }
    const id = crypto.randomUUID()
    // Two files of one name do not overwrite each other.
    const key = `${mediaPrefix}${id}/${safeName(name)}`
    await sendFile(context.s3, file, { bucket: context.bucket, key })
    const { size, contentType, name: original } = file
    const record = await fileRecord(context, { id, key, name, original, size, contentType })
    const body = JSON.stringify(record)
    await context.store.write(`wires/assured/records/${id}.json`, 'application/json', body)
    return jsonResponse(record, 201)
  })
}

const PresignRequest = z.object({ s3_url: z.string(), presigned_url: z.optional(z.string()) })

/** `POST files/presign-s3-url/presign_s3_url/`: a short-lived URL for the `s3://` one of an upload. */
export async function presignUrl(context: WireContext, request: Request): Promise<Response> {
  const read = await readJson(request, PresignRequest)
  if ('issues' in read) return refuseIssues(read.issues)
  const { s3, bucket, store, settings } = context
  const { s3_url: uri } = read.data
  const start = `s3://${bucket}/`
  if (!/^s3:\/\/[^/]+\/./.test(uri)) return refuseFields({ s3_url: ['This is not an S3 URL.'] })
  const key = uri.slice(start.length)
  const isOwn = uri.startsWith(start) && key.startsWith(mediaPrefix)
  const object = isOwn ? await store.head(key) : undefined
  if (object === undefined) return refuse(404, 'There is no such file.')
  const name = key.slice(key.lastIndexOf('/') + 1)
  const { contentType } = object
  const url = await signDownload(s3, { bucket, key, name, contentType }, settings.assuredUrlForSeconds)
  return jsonResponse({ presigned_url: url })
}

import type { WireContext } from '../wire.ts'
import { userId } from './log-in.ts'

/** A file that was just stored. */
export type HandledFile = {
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

/** The wire's `FileRecord`, with all that it tells of the storage. */
export async function fileRecord({ s3, bucket }: WireContext, file: HandledFile): Promise<object> {
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

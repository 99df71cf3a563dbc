// Assured's wire for files, as the public client `assured-py` speaks it; its vendor documents none of it. Django: the
// trailing slashes are part of the paths.
//
//   POST api/v1/files/handle/     multipart: `name` = <uuid><extension>, `file` = the bytes   → FileRecord
//   POST api/v1/files/presign-s3-url/presign_s3_url/
//                                 { s3_url: 's3://…', presigned_url: '' }                     → { presigned_url }
//   POST api/v1/users/login/      { email, password, remember: true }                         → { data: { jwt: { access } } }
//
// `x-api-key` goes with each; the two file calls need the log-in's JWT besides, as `Authorization: Bearer`.
import * as z from 'zod/mini'
import { nullishToUndefined } from '../../lib/optional-nullable.ts'
import { WireDate } from '../../lib/wire-date.ts'
import { camelKeys } from './camel-keys.ts'

const text = nullishToUndefined(z.string())
const flag = nullishToUndefined(z.boolean())

/** How and where the server keeps a file: its internals, not for users' eyes. Every field is optional. */
export const StorageMetadata = z.pipe(
  z.object({
    storage_backend: text,
    storage_backend_class: text,
    bucket_name: text,
    region: text,
    endpoint_url: text,
    custom_domain: text,
    credential_profile: text,
    media_root: text,
    use_s3_for_media: flag,
    acl: text,
    signature_version: text,
    file_overwrite: flag,
    querystring_auth: flag,
    object_parameters: nullishToUndefined(z.record(z.string(), z.unknown())),
    original_filename: text,
    content_type: text,
    file_size_bytes: nullishToUndefined(z.int()),
    upload_path: text,
    uploaded_by_user_id: text,
    uploaded_by_client_id: text,
    s3_object_url: text,
    s3_uri: text,
    django_env: text,
    debug_mode: flag,
    uploaded_file_url: text,
    uploaded_file_uri: text,
  }),
  z.transform(camelKeys),
)
/** How and where the server keeps a file: its internals, not for users' eyes. Every field is optional. */
export type StorageMetadata = z.output<typeof StorageMetadata>

/**
 * A file as Assured tells it. Only `id` is sure to be there. `fileUrl` is an `s3://` URI, which no browser opens:
 * `files.presignUrl` exchanges it for a URL. `name` is the generated name, not the file's own.
 */
export const FileRecord = z.pipe(
  z.object({
    id: z.string(),
    file: text,
    file_url: text,
    name: text,
    created_at: nullishToUndefined(WireDate),
    storage_metadata: nullishToUndefined(StorageMetadata),
    uploaded_file_uri: text,
  }),
  z.transform(camelKeys),
)
/**
 * A file as Assured tells it. Only `id` is sure to be there. `fileUrl` is an `s3://` URI, which no browser opens:
 * `files.presignUrl` exchanges it for a URL. `name` is the generated name, not the file's own.
 */
export type FileRecord = z.output<typeof FileRecord>

/** The answer of `files.presignUrl`: the URL alone. */
export const PresignedUrlResponse = z.pipe(
  z.object({ presigned_url: z.string() }),
  z.transform((wire) => wire.presigned_url),
)

/** The answer of a log-in: the JWT alone. */
export const LoginResponse = z.pipe(
  z.object({ data: z.object({ jwt: z.object({ access: z.string() }) }) }),
  z.transform((wire) => wire.data.jwt.access),
)

/** What of a JWT is read here: when it ends, as a Unix time. */
export const JwtClaims = z.object({ exp: z.number() })

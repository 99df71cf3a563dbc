// Assured's file API, by the public client `assured-py`; the vendor does not document it. It is Django: the trailing
// slashes are part of the paths.
//
//   POST api/v1/files/handle/     multipart: `name` = <uuid><extension>, `file` = the bytes   → FileRecord
//   POST api/v1/files/presign-s3-url/presign_s3_url/
//                                 { s3_url: 's3://…', presigned_url: '' }                     → { presigned_url }
//   POST api/v1/users/login/      { email, password, remember: true }                         → { data: { jwt: { access } } }
//
// Each has `x-api-key`; the two file calls also need the login's JWT, as `Authorization: Bearer`.
import * as z from 'zod/mini'
import { nullishToUndefined, WireDate } from '../wire-schemas.ts'

type CamelCase<Name extends string> = Name extends `${infer First}_${infer Rest}`
  ? `${First}${Capitalize<CamelCase<Rest>>}`
  : Name

/** An object with `camelCase` keys. */
type CamelKeys<Wire extends object> = {
  [Key in keyof Wire as CamelCase<Key & string>]: Wire[Key]
}

/** A copy of a record with its `snake_case` keys in `camelCase`, without the undefined ones. */
function camelKeys<Wire extends object>(wire: Wire): CamelKeys<Wire> {
  const named: Record<string, unknown> = {}
  const entries: [string, unknown][] = Object.entries(wire)
  for (const [key, value] of entries) {
    if (value !== undefined) named[key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())] = value
  }
  return named as CamelKeys<Wire>
}

const text = nullishToUndefined(z.string())
const flag = nullishToUndefined(z.boolean())

/** How and where the server stores a file: internals, not to be shown to users. Every field is optional. */
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
/** How and where the server stores a file: internals, not to be shown to users. Every field is optional. */
export type StorageMetadata = z.output<typeof StorageMetadata>

/**
 * A file of Assured. Only `id` is always present. `fileUrl` is an `s3://` URI, which browsers cannot open:
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
 * A file of Assured. Only `id` is always present. `fileUrl` is an `s3://` URI, which browsers cannot open:
 * `files.presignUrl` exchanges it for a URL. `name` is the generated name, not the file's own.
 */
export type FileRecord = z.output<typeof FileRecord>

/** The response of `files.presignUrl`, as the URL alone. */
export const PresignedUrlResponse = z.pipe(
  z.object({ presigned_url: z.string() }),
  z.transform((wire) => wire.presigned_url),
)

/** The response of a login, as the JWT alone. */
export const LoginResponse = z.pipe(
  z.object({ data: z.object({ jwt: z.object({ access: z.string() }) }) }),
  z.transform((wire) => wire.data.jwt.access),
)

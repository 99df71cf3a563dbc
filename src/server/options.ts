import type { S3Client } from '@aws-sdk/client-s3'
import type { Checksum } from '../model/upload-target.ts'
import type { StoredFile } from './file-record.ts'
import { withoutChecksums } from './presign.ts'
import type { Report } from './responses.ts'
import { createStore, type Store } from './s3-store.ts'
import { createTokenKey, type TokenKey } from './token-key.ts'

/** The user that a request comes from. */
export type Authorized = {
  /** Identifies the owner of the files; never empty. Any string: it becomes part of the keys, encoded. */
  owner: string
}

/** Any value that refuses a request. */
type Falsy = null | undefined | false | 0 | ''

/** Options of `createUploadHandler`. */
export type UploadHandlerOptions = {
  /** Bucket that holds the files and, under `frames/`, their frames. */
  bucket: string
  /**
   * Client of the store. Browsers see its endpoint in the signed URLs. It needs permission to put, get and delete
   * objects, to list the bucket, and to list and abort multipart uploads. The bucket's CORS rules must allow `PUT`
   * and
   * `POST` with any header from the application's origin. Give the bucket a lifecycle rule that aborts incomplete
   * multipart uploads after some days: a page that is closed for good leaves its parts behind.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html
   */
  s3: S3Client
  /**
   * Identifies the user from the request's headers; it must not read the body. Any falsy value responds with 401.
   * It may throw an `UploadError`, whose code and message reach the client (`forbidden` responds with 403); any
   * other error responds with 500 and reaches `onError` only.
   */
  authorize: (request: Request) => Promise<Authorized | Falsy> | Authorized | Falsy
  /** Prefix of the owners' keys; ends in `/` and lies outside `frames/`. @default 'uploads/' */
  prefix?: string | undefined
  /**
   * Accepted files, as in HTML's `accept`: `'video/*'`, `'image/png'`, `'.pdf'`. The type is the one that the browser
   * reports; the content is not inspected. @default everything
   */
  accept?: readonly string[] | undefined
  /** Maximum size of a file in bytes. @default 5 GiB */
  maxSize?: number | undefined
  /**
   * How files below `multipartThreshold` are sent: by a presigned `PUT`, or by a form `POST` under a policy, whose
   * URL is the same for all files, so that the browser caches its CORS preflight. Cloudflare R2 has no `POST`.
   * @default 'put'
   */
  uploadMethod?: 'put' | 'post' | undefined
  /**
   * Minimum size in bytes of a multipart upload, whose parts are sent in parallel, are retried one by one, and can be
   * resumed after a reload. `Infinity` disables multipart uploads, except above 5 GiB, the limit of a single request.
   * @default 100 MiB
   */
  multipartThreshold?: number | undefined
  /**
   * Digest of each request's bytes that is bound into its signature: the store rejects corrupted content. `md5` is
   * sent as `Content-MD5`, which every store checks. The others are checksums of S3, which S3, R2, MinIO, versitygw and
   * SeaweedFS check; a store that does not know them ignores them (OpenStack Swift, Ceph before 19: see
   * `signPayloadHash`). CRC32 is the cheapest to compute, but detects corruption only, not tampering. Browsers must compute
   * the digest: give `s3Backend` the same `checksum`. A file that is sent without one becomes a multipart upload, whose
   * digests are requested part by part; no file is sent by `POST`, whose policy binds no digest.
   * @default none
   */
  checksum?: Checksum | undefined
  /**
   * Whether `checksum: 'sha-256'` is signed as the payload's hash (`x-amz-content-sha256`), instead of a checksum that the
   * store keeps. Ceph before 19 checks this hash only. versitygw, SeaweedFS, rclone and OpenStack Swift reject presigned
   * requests that have it. @default false
   */
  signPayloadHash?: boolean | undefined
  /**
   * Whether a presigned `PUT` is signed with `If-None-Match: *`, so that its URL cannot replace the file once it is
   * stored. S3, R2, MinIO and Ceph support it. Set it to `false` for stores that reject the header (501), such as
   * OpenStack Swift; stores that ignore it give no protection. A form `POST` and parts cannot be conditional: see
   * `docs/decisions/signed-requests.md`. @default true
   */
  conditionalWrites?: boolean | undefined
  /**
   * Authenticates the resume tokens of multipart uploads: at least 16 characters, the same on all instances of the
   * server. Required if the S3 client has temporary credentials (IAM roles), which differ between instances. If it
   * changes, or without it the client's secret access key, interrupted uploads cannot be resumed: their tokens respond
   * with 404, and clients upload the files again. @default derived from the secret access key
   */
  tokenSecret?: string | undefined
  /** Seconds within which an upload must begin; at most 7 days. @default 900 */
  uploadUrlTtl?: number | undefined
  /** Seconds until a download URL expires; at most 7 days. @default 1800 */
  downloadUrlTtl?: number | undefined
  /**
   * Maximum files in a `sign` or `confirm` call; more respond with `too-many-files`. @default 200, the batch size
   * of `s3Backend`
   */
  maxBatchSize?: number | undefined
  /**
   * Whether a worker of the application processes a file. The status of such a file is the one that the worker
   * reports through `createFrameWriter`, and `pending` before; every other file is `completed` once it is stored.
   * @default none
   */
  isProcessed?: ((file: StoredFile) => boolean) | undefined
  /**
   * Called when a client confirms an upload and the object exists, before the response is sent: enqueue the worker
   * here. It must be idempotent: a client that lost the response confirms again. An error responds with 500, and
   * the client retries.
   */
  onUploaded?:
    ((file: StoredFile, context: { owner: string; request: Request }) => void | Promise<void>) | undefined
  /**
   * Called with each failure of the server or the store: an `UploadError` with the response's request id and the
   * `cause`, which the client does not see. @default console.error
   */
  onError?: ((error: unknown, request: Request) => void) | undefined
}

type Defaults = {
  prefix: string
  maxSize: number
  uploadMethod: 'put' | 'post'
  multipartThreshold: number
  uploadUrlTtl: number
  downloadUrlTtl: number
  maxBatchSize: number
  conditionalWrites: boolean
  signPayloadHash: boolean
  onError: (error: unknown, request: Request) => void
}

/** The options with their defaults applied, and the clients made of them. */
export type Settings = Omit<UploadHandlerOptions, keyof Defaults> &
  Defaults & {
    store: Store
    /** Authenticates resume tokens. */
    tokenKey: TokenKey
    /** The S3 client that signs URLs. */
    signer: S3Client
  }

/** An authorized request and the settings of its handler. */
export type RequestContext = {
  request: Request
  /** The request's query. */
  query: URLSearchParams
  settings: Settings
  owner: string
  /** Prefix of the owner's keys. */
  keyPrefix: string
  report: Report
}

const minSecretLength = 16
const maxUrlTtl = 7 * 24 * 60 * 60

function logError(error: unknown): void {
  // eslint-disable-next-line no-console -- the default of `onError`
  console.error(error)
}

/** Applies the defaults and rejects invalid options. */
export function resolveSettings(options: UploadHandlerOptions): Settings {
  const settings: Settings = {
    ...options,
    prefix: options.prefix ?? 'uploads/',
    maxSize: options.maxSize ?? 5 * 1024 ** 3,
    uploadMethod: options.uploadMethod ?? 'put',
    multipartThreshold: options.multipartThreshold ?? 100 * 1024 ** 2,
    uploadUrlTtl: options.uploadUrlTtl ?? 900,
    downloadUrlTtl: options.downloadUrlTtl ?? 1800,
    maxBatchSize: options.maxBatchSize ?? 200,
    conditionalWrites: options.conditionalWrites ?? true,
    signPayloadHash: options.signPayloadHash ?? false,
    onError: options.onError ?? logError,
    store: createStore(options.s3, options.bucket),
    tokenKey: createTokenKey(options.s3, options.bucket, options.tokenSecret),
    signer: withoutChecksums(options.s3),
  }
  if (!/^(?:(?!\.+\/)[\w.-]+\/)+$/.test(settings.prefix) || settings.prefix.startsWith('frames/')) {
    throw new TypeError(
      `createUploadHandler: prefix '${settings.prefix}' must consist of letters, digits, '_', '.' and '-', end in '/' ` +
        "and not begin with 'frames/'",
    )
  }
  if (!(settings.multipartThreshold > 0)) {
    throw new RangeError(
      `createUploadHandler: multipartThreshold must be a number of bytes above 0, not ${settings.multipartThreshold}`,
    )
  }
  const { tokenSecret } = settings
  if (tokenSecret !== undefined && tokenSecret.length < minSecretLength) {
    throw new RangeError(`createUploadHandler: tokenSecret must have at least ${minSecretLength} characters`)
  }
  for (const name of ['uploadUrlTtl', 'downloadUrlTtl'] as const) {
    const seconds = settings[name]
    if (Number.isInteger(seconds) && seconds >= 1 && seconds <= maxUrlTtl) continue
    throw new RangeError(
      `createUploadHandler: ${name} must be an integer from 1 to ${maxUrlTtl}, not ${seconds}`,
    )
  }
  return settings
}

import type { S3Client } from '@aws-sdk/client-s3'
import type { Checksum } from '../model/upload-target.ts'
import type { StoredFile } from './stored-file.ts'

/** Who is asking. */
export type Authorized = {
  /** Whose files these are, never empty. Any string; it becomes part of the keys, encoded. */
  owner: string
}

/** What `createUploadHandler` takes. */
export type UploadHandlerOptions = {
  /** Bucket that holds the files and, under `frames/`, their frames. */
  bucket: string
  /**
   * Client of the store. Its endpoint is the one that browsers will see in the signed URLs. It needs leave to
   * put, get and delete objects, to list the bucket, and to list and abort multipart uploads. The bucket's CORS rules
   * must allow `PUT` and `POST` with any header from the application's origin. Give the bucket a lifecycle rule that
   * aborts incomplete multipart uploads after some days: a page that is closed for good leaves its parts behind.
   */
  s3: S3Client
  /**
   * Says who is asking, from the request's headers; the body is not to be read. `null` answers 401. It may throw
   * an `UploadError`, whose code and sentence reach the client (`forbidden` answers 403); anything else thrown
   * answers 500 and only `onError` learns what it was.
   */
  authorize: (request: Request) => Promise<Authorized | null> | Authorized | null
  /** Where the owners' keys begin; ends in `/` and lies outside `frames/`. @default 'uploads/' */
  prefix?: string
  /**
   * What may be uploaded, as in HTML's `accept`: `'video/*'`, `'image/png'`, `'.pdf'`. The type is what the
   * browser says: nobody has looked inside the file. @default everything
   */
  accept?: readonly string[]
  /** Bytes of the largest file. @default 5 GiB */
  maxSize?: number
  /**
   * How the bytes travel: a presigned `PUT`, or a form `POST` under a policy, whose one URL lets the browser cache
   * the CORS preflight of many small files. Cloudflare R2 has no `POST`. @default 'put'
   */
  uploadMethod?: 'put' | 'post'
  /**
   * Bytes from which on a file goes in parts, several at a time, each with its own retries, resumable after a reload.
   * `Infinity` for never; but a file of more than 5 GiB always does, for no store takes it in one request.
   * @default 100 MiB
   */
  multipartThreshold?: number
  /**
   * Digest of each request's bytes that goes into its signature: the store refuses whatever arrives damaged. `md5` is
   * sent as `Content-MD5`, which every store checks; `sha-256` as the payload's hash and as S3's checksum, which are
   * checked by S3, R2, MinIO and Ceph; `crc32` as S3's checksum, which is the quickest to compute and tells damage, not
   * intent: for stores that are known to check it. Browsers must compute it: give `s3Backend` the same. A file that comes without
   * goes in parts, for their digests are asked for part by part; none goes by `POST`, whose policy binds no digest.
   * @default none
   */
  checksum?: Checksum
  /** Seconds in which an upload must begin, at most 7 days. @default 900 */
  uploadUrlTtl?: number
  /** Seconds that a download URL lives, at most 7 days. @default 1800 */
  downloadUrlTtl?: number
  /** Files in one `sign` or `confirm` call; more answer `too-many-files`. @default 200, which is `s3Backend`'s batch */
  maxBatchSize?: number
  /**
   * Which files a worker of the application processes. Their status is what the worker says through
   * `createFrameWriter`, `pending` until it speaks; every other file is `completed` once it is stored.
   * @default none
   */
  isProcessed?: (file: StoredFile) => boolean
  /**
   * Called when a client confirms an upload and the object is there, before the answer: the place to queue the
   * worker. A client that lost the answer confirms again, so calling it twice must do no harm. What it throws
   * answers 500, and the client tries again.
   */
  onUploaded?: (file: StoredFile, context: { owner: string; request: Request }) => void | Promise<void>
  /**
   * Learns what failed on the server: an `UploadError` with the answer's request id and the `cause` that the
   * client is not told. @default console.error
   */
  onError?: (error: unknown, request: Request) => void
}

import type { S3Client } from '@aws-sdk/client-s3'
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
   * put, get and delete objects and to list the bucket. The bucket's CORS rules must allow `PUT` and `POST` with
   * any header from the application's origin.
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
  /** Bytes of the largest file. @default 5 GiB, what S3 takes in one request */
  maxSize?: number
  /**
   * How the bytes travel: a presigned `PUT`, or a form `POST` under a policy, whose one URL lets the browser cache
   * the CORS preflight of many small files. Cloudflare R2 has no `POST`. @default 'put'
   */
  via?: 'put' | 'post'
  /** Seconds in which an upload must begin, at most 7 days. @default 900 */
  signedForSeconds?: number
  /** Seconds that a download URL lives, at most 7 days. @default 1800 */
  urlForSeconds?: number
  /** Files in one `sign` call; more answer `too-many-files`. @default 100 */
  maxFilesPerSign?: number
  /**
   * Which files a worker of the application processes. Their status is what the worker says through
   * `createFrameWriter`, `pending` until it speaks; every other file is `completed` once it is stored.
   * @default none
   */
  processes?: (file: StoredFile) => boolean
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

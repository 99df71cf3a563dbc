import type { UploadError } from '../errors.ts'
import type { CallOptions } from '../model/call-options.ts'
import type { FilePage, FileQuery, FileState, PresignedUrl, RemoteFile } from '../model/remote-file.ts'
import type { Checksum, SignedUpload, TransferResponse, UploadIntent } from '../model/upload-target.ts'
import type { VideoFrames } from '../model/video-frames.ts'

/**
 * An adapter to an API that hands out upload targets and knows about files. A missing method means that the API cannot do
 * it; the hook that needs it throws. Methods reject with an `UploadError`.
 */
export interface Backend {
  readonly name: string
  /** Distinguishes two backends of one name in query keys; usually the API's base URL. */
  readonly scope?: string | undefined
  /** Digest of the whole file that `sign` needs, for deduplication. */
  readonly contentHash?: 'sha-256' | undefined
  /** Digest of each request's bytes that the signer binds into the URL, so that the store rejects other bytes. */
  readonly checksum?: Checksum | undefined
  /** Files that one `sign` call takes. @default 1 */
  readonly maxBatchSize?: number | undefined
  /**
   * Reserves a target for each intent: same order, same length. A file refused alone is an `UploadError` at its index; a
   * rejection is about all of them.
   */
  sign(intents: readonly UploadIntent[], call: CallOptions): Promise<readonly (SignedUpload | UploadError)[]>
  /** The target of an interrupted multipart upload, by its `resumeToken`. */
  resume?(token: string, call: CallOptions): Promise<SignedUpload>
  /** Turns the store's response into the file, by the API's confirm call if it has one. */
  confirm?(upload: SignedUpload, response: TransferResponse, call: CallOptions): Promise<RemoteFile>
  status?(fileId: string, call: CallOptions): Promise<FileState>
  get?(fileId: string, call: CallOptions): Promise<RemoteFile>
  list?(query: FileQuery, call: CallOptions): Promise<FilePage>
  find?(
    query: { ids?: readonly string[] | undefined; contentHashes?: readonly string[] | undefined },
    call: CallOptions,
  ): Promise<readonly RemoteFile[]>
  remove?(fileId: string, call: CallOptions): Promise<void>
  frames?(fileId: string, call: CallOptions): Promise<VideoFrames>
  importUrls?(urls: readonly string[], call: CallOptions): Promise<readonly RemoteFile[]>
  /** Exchanges a storage URI (`s3://…`) for a short-lived URL that a browser can open. */
  presign?(uri: string, call: CallOptions): Promise<PresignedUrl>
}

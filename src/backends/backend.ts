import type { UploadError } from '../errors.ts'
import type { CallOptions } from '../model/call-options.ts'
import type { FilePage, FileQuery, FileState, PresignedUrl, RemoteFile } from '../model/remote-file.ts'
import type { Checksum, SignedUpload, TransferResponse, UploadIntent } from '../model/upload-target.ts'
import type { VideoFrames } from '../model/video-frames.ts'

/**
 * An adapter to an API that hands out upload targets and knows about files. A missing method means that the
 * API cannot do it; the hook that needs it says so. Methods fail with an `UploadError`.
 */
export interface Backend {
  readonly name: string
  /** What tells two backends of one name apart in query keys; usually the API's base URL. */
  readonly scope?: string
  /** Digest that the engine must stream before signing. */
  readonly contentHash?: 'sha-256'
  /** Digest of each request's bytes that the signer binds into its URL, so that the store refuses others. */
  readonly checksum?: Checksum
  /** Files that one `sign` call takes. @default 1 */
  readonly maxBatchSize?: number
  /**
   * Reserves a target for each intent: same order, same length. A file refused alone is an `UploadError` in
   * its place; a rejection refuses them all.
   */
  sign(intents: readonly UploadIntent[], call: CallOptions): Promise<readonly (SignedUpload | UploadError)[]>
  /** Gives back the target of an interrupted multipart upload from the token that was kept. */
  resume?(token: string, call: CallOptions): Promise<SignedUpload>
  /** Turns the storage's answer into the file; where a wire has a confirm call, this makes it. */
  confirm?(upload: SignedUpload, response: TransferResponse, call: CallOptions): Promise<RemoteFile>
  status?(fileId: string, call: CallOptions): Promise<FileState>
  get?(fileId: string, call: CallOptions): Promise<RemoteFile>
  list?(query: FileQuery, call: CallOptions): Promise<FilePage>
  find?(
    query: { ids?: readonly string[]; contentHashes?: readonly string[] },
    call: CallOptions,
  ): Promise<readonly RemoteFile[]>
  remove?(fileId: string, call: CallOptions): Promise<void>
  frames?(fileId: string, call: CallOptions): Promise<VideoFrames>
  importUrls?(urls: readonly string[], call: CallOptions): Promise<readonly RemoteFile[]>
  /** Exchanges a storage URI (`s3://…`) for a short-lived URL that a browser can open. */
  presign?(uri: string, call: CallOptions): Promise<PresignedUrl>
}

import type { CallOptions } from './call-options.ts'
import type { RemoteFile } from './remote-file.ts'

/** A file that the uploader requests a target for. */
export type UploadIntent = {
  /** The uploader's id of the upload. */
  uploadId: string
  name: string
  /** Bytes. */
  size: number
  /** MIME type; `application/octet-stream` if unknown. */
  contentType: string
  /** Path inside the dropped folder, with `/`. */
  relativePath?: string | undefined
  /** Lower-case hex SHA-256 of the content, if the backend has `contentHash`. */
  contentHash?: string | undefined
  /**
   * Lower-case hex digest of the bytes, by the backend's `checksum`, for the signer to bind into the URL. Absent if the
   * file is too large to be hashed as one request: it becomes a multipart upload.
   */
  checksum?: string | undefined
  /** Preferred part size in bytes for a multipart upload, by the file's size and the measured speed. */
  preferredPartSize?: number | undefined
  metadata?: Record<string, string> | undefined
}

/** Digests that stores check: `Content-MD5`, and SHA-256, CRC32 and CRC-64/NVME as S3's `x-amz-checksum-…` headers. */
export type Checksum = 'md5' | 'sha-256' | 'crc32' | 'crc64nvme'

/** A part that the store has. */
export type UploadedPart = { number: number; size: number; etag: string }

/** A presigned URL of a part. */
export type SignedPart = {
  number: number
  url: string
  headers: Record<string, string>
  expiresAt?: Date | undefined
}

/** Where a file's bytes are sent. `expiresAt` is by this machine's clock: backends correct it for the server's. */
export type UploadTarget =
  | { type: 'put'; url: string; headers: Record<string, string>; expiresAt?: Date | undefined }
  | {
      type: 'post'
      url: string
      fields: Record<string, string>
      /** Name of the form's file field. */
      fileField: string
      headers?: Record<string, string> | undefined
      expiresAt?: Date | undefined
    }
  | {
      type: 'multipart'
      resumeToken: string
      /** Size in bytes of every part but the last. */
      partSize: number
      /** Digest of each part that `signParts` needs, so that the store rejects other bytes. */
      checksum?: Checksum | undefined
      /** `false` if the store's parts have no ETags, as Azure's blocks. @default true */
      hasEtags?: boolean | undefined
      /** New URLs for these parts, in the same order; part numbers count from 1. */
      signParts(
        numbers: readonly number[],
        call: CallOptions,
        /** Lower-case hex digests by part number, if the target has a `checksum`. */
        hashes?: ReadonlyMap<number, string>,
      ): Promise<readonly SignedPart[]>
      /** The parts that the store has. */
      listParts(call: CallOptions): Promise<readonly UploadedPart[]>
      /** Assembles the file. Idempotent: resolves with a file that is complete already. */
      complete(parts: readonly UploadedPart[], call: CallOptions): Promise<RemoteFile>
      /** Aborts the upload and deletes its parts. Idempotent. */
      abort(call: CallOptions): Promise<void>
    }
  | { type: 'none' }

/** A target, and the file that it creates. */
export type SignedUpload = { target: UploadTarget; file: RemoteFile }

/** The store's response to the bytes. */
export type TransferResponse = { status: number; headers: Headers; body: string }

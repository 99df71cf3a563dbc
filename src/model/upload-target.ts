import type { CallOptions } from './call-options.ts'
import type { RemoteFile } from './remote-file.ts'

/** What the engine asks a target for: one file, before its bytes travel. */
export type UploadIntent = {
  /** The engine's id of the upload. */
  uploadId: string
  name: string
  /** Bytes. */
  size: number
  /** MIME type; `application/octet-stream` where nobody knows. */
  contentType: string
  /** Path inside the dropped folder, with `/`. */
  relativePath?: string
  /** Lower-case hex SHA-256 of the content, where the backend asked for it. */
  contentHash?: string
  /**
   * Lower-case hex digest of the bytes, in the backend's `checksum`, for the signer to bind into the URL. Absent
   * where the file is too large to be hashed as one request: it goes in parts then.
   */
  checksum?: string
  /** Bytes a part should have, should the file go in parts: chosen from its size and the speed measured so far. */
  preferredPartSize?: number
  metadata?: Record<string, string>
}

/** Digests that stores check: `Content-MD5`, and SHA-256, CRC32 and CRC-64/NVME as S3's `x-amz-checksum-…` headers. */
export type Checksum = 'md5' | 'sha-256' | 'crc32' | 'crc64nvme'

/** A part of a multipart upload as the store has it. */
export type UploadedPart = { number: number; size: number; etag: string }

/** A presigned URL for one part. */
export type SignedPart = { number: number; url: string; headers: Record<string, string>; expiresAt?: Date }

/** Where one file's bytes go. `expiresAt` is by this machine's clock: backends correct it for the server's. */
export type UploadTarget =
  | { type: 'put'; url: string; headers: Record<string, string>; expiresAt?: Date }
  | {
      type: 'post'
      url: string
      fields: Record<string, string>
      /** Name of the form's file field. */
      fileField: string
      headers?: Record<string, string>
      expiresAt?: Date
    }
  | {
      type: 'multipart'
      resumeToken: string
      /** Bytes of every part but the last. */
      partSize: number
      /** Digest of each part that `signParts` must be given, so that the store refuses other bytes. */
      checksum?: Checksum
      /** Fresh URLs for these parts, in their order; numbers count from 1. */
      signParts(
        numbers: readonly number[],
        call: CallOptions,
        /** Lower-case hex by part number, where the target asks for `checksum`. */
        hashes?: ReadonlyMap<number, string>,
      ): Promise<readonly SignedPart[]>
      /** The parts that the store has: the truth, whatever a page remembers. */
      listParts(call: CallOptions): Promise<readonly UploadedPart[]>
      /** Makes them one file. Safe to repeat: a file that is complete already is the answer. */
      complete(parts: readonly UploadedPart[], call: CallOptions): Promise<RemoteFile>
      /** Gives the parts up, at the store too. Safe to repeat. */
      abort(call: CallOptions): Promise<void>
    }
  | { type: 'none' }

/** A target and the file that it will become. */
export type SignedUpload = { target: UploadTarget; file: RemoteFile }

/** What the storage said once the bytes had arrived. */
export type TransferResponse = { status: number; headers: Headers; body: string }

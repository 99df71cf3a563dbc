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
  sourceHash?: string
  metadata?: Record<string, string>
}

/** A part of a multipart upload as the store has it. */
export type UploadedPart = { number: number; size: number; etag: string }

/** A presigned URL for one part. */
export type SignedPart = { number: number; url: string; headers: Record<string, string>; expiresAt?: Date }

/** Where one file's bytes go. */
export type UploadTarget =
  | { via: 'put'; url: string; headers: Record<string, string>; expiresAt?: Date }
  | {
      via: 'post'
      url: string
      fields: Record<string, string>
      /** Name of the form's file field. */
      fileField: string
      headers?: Record<string, string>
      expiresAt?: Date
    }
  | {
      via: 'parts'
      token: string
      /** Bytes of every part but the last. */
      partSize: number
      signParts(numbers: readonly number[], call: CallOptions): Promise<readonly SignedPart[]>
      listParts(call: CallOptions): Promise<readonly UploadedPart[]>
      complete(parts: readonly UploadedPart[], call: CallOptions): Promise<RemoteFile>
      abort(call: CallOptions): Promise<void>
    }
  | { via: 'none' }

/** A target and the file that it will become. */
export type SignedUpload = { target: UploadTarget; file: RemoteFile }

/** What the storage said once the bytes had arrived. */
export type TransferAnswer = { status: number; headers: Headers; body: string }

import type { FileKind } from './file-kind.ts'
import type { FileStatus } from './file-status.ts'

/** Measurements of a video. */
export type VideoMetadata = {
  /** Frames per second. */
  fps?: number | undefined
  /** Length in seconds. */
  duration?: number | undefined
  /** Frames that the backend extracts. */
  frameCount?: number | undefined
  /** Pixels. */
  width?: number | undefined
  /** Pixels. */
  height?: number | undefined
}

/** A file at the backend. */
export type RemoteFile = {
  id: string
  name: string
  /** Bytes. */
  size?: number | undefined
  /** MIME type. */
  contentType?: string | undefined
  kind?: FileKind | undefined
  status: FileStatus
  /** Download URL. Pass it through `safeUrl` before you open or show it. */
  url?: string | undefined
  /** When `url` expires. */
  urlExpiresAt?: Date | undefined
  createdAt?: Date | undefined
  updatedAt?: Date | undefined
  /** Lower-case hex SHA-256 of the content. */
  contentHash?: string | undefined
  /** ETag of the stored object, if it depends on nothing but its bytes; the MD5 of an object that was sent in one request. */
  etag?: string | undefined
  /** As passed to `add`, if the backend stores it. */
  metadata?: Record<string, string> | undefined
  video?: VideoMetadata | undefined
  /** Why processing failed. */
  error?: string | undefined
  /** The whole parsed record of the API. */
  raw: unknown
}

/** A file's status, as polled. */
export type FileState = {
  fileId: string
  status: FileStatus
  error?: string | undefined
  updatedAt?: Date | undefined
}

/** Query of `list`: newest first, at most `limit` files, continued from `cursor`. */
export type FileQuery = {
  kind?: FileKind | undefined
  limit?: number | undefined
  cursor?: string | undefined
}

/** One page of files. */
export type FilePage = {
  files: readonly RemoteFile[]
  nextCursor?: string | undefined
  total?: number | undefined
}

/** A presigned URL that a browser can open. */
export type PresignedUrl = { url: string; expiresAt?: Date | undefined }

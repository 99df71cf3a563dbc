import type { FileKind } from './file-kind.ts'
import type { FileStatus } from './file-status.ts'

/** What a backend knows of a video. */
export type VideoMetadata = {
  /** Frames a second. */
  fps?: number
  /** Length in seconds. */
  duration?: number
  /** Frames that the backend extracts. */
  frameCount?: number
  /** Pixels. */
  width?: number
  /** Pixels. */
  height?: number
}

/** What the backend knows of a file. */
export type RemoteFile = {
  id: string
  name: string
  /** Bytes. */
  size?: number
  /** MIME type. */
  contentType?: string
  kind?: FileKind
  status: FileStatus
  /** Where it can be opened. Open it only through `safeUrl`. */
  url?: string
  /** When `url` stops working. */
  urlExpiresAt?: Date
  createdAt?: Date
  updatedAt?: Date
  /** Lower-case hex SHA-256 of the content. */
  contentHash?: string
  video?: VideoMetadata
  /** Why processing failed. */
  error?: string
  /** The parsed wire record, whole. */
  raw: unknown
}

/** A file's status as a poll of it answers. */
export type FileState = { fileId: string; status: FileStatus; error?: string; updatedAt?: Date }

/** Which files `list` gives: newest first, at most `limit`, going on from `cursor`. */
export type FileQuery = { kind?: FileKind; limit?: number; cursor?: string }

/** One page of files. */
export type FilePage = { files: readonly RemoteFile[]; nextCursor?: string; total?: number }

/** A short-lived URL that a browser can open. */
export type PresignedUrl = { url: string; expiresAt?: Date }

import type { UploadError } from '../errors.ts'
import type { RemoteFile } from '../model/remote-file.ts'
import type { UploadStats } from './upload-stats.ts'

/** Where an upload is on its trip, and what belongs to that place. */
export type UploadState =
  | {
      status: 'queued'
      /** Set while a failure that may pass is waited out: when the next attempt is, and what failed. */
      retry?: { at: Date; error: UploadError }
    }
  | { status: 'hashing'; hashedBytes: number }
  | { status: 'signing' }
  | {
      status: 'uploading'
      sentBytes: number
      /** Measured over the last seconds; absent until there is something to measure. */
      bytesPerSecond?: number
    }
  /** Every byte has left; the storage's answer and the backend's confirmation are awaited. */
  | { status: 'finishing' }
  /** The backend has the file and works on it. */
  | { status: 'processing' }
  | {
      status: 'paused'
      /** There is no network: the engine goes on by itself when it is back. */
      offline?: true
      /** Bytes had left in one request, of which nothing can be kept: it starts over when it is resumed. */
      restarts?: true
    }
  | { status: 'completed' }
  | { status: 'failed'; error: UploadError }
  | { status: 'cancelled' }

/** The one word for where an upload is. */
export type UploadStatus = UploadState['status']

/** One file's trip, from selection to `completed`. */
export type Upload = {
  /** Minted; two files of one name are two uploads. */
  id: string
  name: string
  /** Bytes. */
  size: number
  /** MIME type; by extension where the browser gave none. */
  contentType: string
  /** Path inside the dropped folder, with `/`. */
  relativePath?: string
  metadata?: Record<string, string>
  source: File | Blob
  state: UploadState
  /** The most bytes that were ever out at once: a retry starts anew, what is shown does not fall. */
  maxSentBytes: number
  remote?: RemoteFile
  addedAt: Date
  /** What it took; there with every end. */
  stats?: UploadStats
}

/** Whether the trip is over, well or not. */
export function isSettled(status: UploadStatus): boolean {
  return status === 'completed' || status === 'failed' || status === 'cancelled'
}

/** Whether the engine is at work on it: not waiting, not paused, not over. */
export function isActive(status: UploadStatus): boolean {
  return !isSettled(status) && status !== 'queued' && status !== 'paused'
}

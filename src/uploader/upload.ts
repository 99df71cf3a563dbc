import type { UploadError } from '../errors.ts'
import type { RemoteFile } from '../model/remote-file.ts'
import type { UploadStats } from './upload-stats.ts'

/** The state of an upload: a status and its data. */
export type UploadState =
  | { status: 'queued' }
  | { status: 'hashing'; hashedBytes: number }
  | { status: 'signing' }
  | {
      status: 'uploading'
      sentBytes: number
      /** Measured over the last seconds; absent until there are enough samples. */
      bytesPerSecond?: number | undefined
    }
  /** All bytes have been sent; the storage's response and the backend's confirmation are pending. */
  | { status: 'finishing' }
  /** The backend processes the stored file. */
  | { status: 'processing' }
  /** Waits for the next attempt after a transient error. */
  | {
      status: 'retrying'
      /** Number of the next retry, from 1; progress resets it. */
      attempt: number
      /** Time of the next retry. */
      at: Date
      error: UploadError
    }
  /** Waits for the network, and continues automatically when it is back. */
  | { status: 'offline' }
  | {
      status: 'paused'
      /** Resuming starts from the beginning: an upload in one request cannot be continued. */
      willRestart?: true | undefined
    }
  | { status: 'completed' }
  | { status: 'failed'; error: UploadError }
  | { status: 'cancelled' }

/** The status of an upload. */
export type UploadStatus = UploadState['status']

/** One file that was added to the uploader. */
export type Upload = {
  /** Random: the same file added twice is two uploads. */
  id: string
  name: string
  /** Bytes. */
  size: number
  /** MIME type; by the extension if the browser has none. */
  contentType: string
  /** Path inside the dropped folder, with `/`. */
  relativePath?: string | undefined
  metadata?: Record<string, string> | undefined
  source: File | Blob
  state: UploadState
  /** The highest number of bytes sent in one attempt, so that the progress does not decrease when a retry starts over. */
  maxSentBytes: number
  /** Whether the bytes have been confirmed. Retries keep it, so that the progress stays 1. */
  isStored: boolean
  remote?: RemoteFile | undefined
  addedAt: Date
  /** Counters and timestamps; present once the upload has settled. */
  stats?: UploadStats | undefined
}

/** Whether the upload has ended: completed, failed or cancelled. */
export function isSettled(status: UploadStatus): boolean {
  return status === 'completed' || status === 'failed' || status === 'cancelled'
}

/** Whether the uploader is working on it: not waiting, not paused, not settled. */
export function isActive(status: UploadStatus): boolean {
  return !isSettled(status) && !waitingStatuses.has(status)
}

const waitingStatuses: ReadonlySet<UploadStatus> = new Set(['queued', 'retrying', 'offline', 'paused'])

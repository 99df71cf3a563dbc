import type { UploadError } from '../errors.ts'
import type { RemoteFile } from '../model/remote-file.ts'
import type { UploadStats } from './upload-stats.ts'

/** Where an upload is on its trip, and what belongs to that place. */
export type UploadState =
  | { status: 'queued' }
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
  /** A transient error is waited out before the next attempt. */
  | {
      status: 'retrying'
      /** Number of the retry that is due, from 1; progress resets it. */
      attempt: number
      /** When it is due. */
      at: Date
      error: UploadError
    }
  /** There is no network: the upload continues by itself when it is back. */
  | { status: 'offline' }
  | {
      status: 'paused'
      /** Bytes were sent in one request, which cannot be continued: resuming starts over. */
      willRestart?: true | undefined
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
  /** The most bytes that were ever sent at once: a retry starts over, the progress shown does not fall. */
  maxSentBytes: number
  /** Whether the storage and the backend have ever confirmed the bytes: kept through retries, so that progress stays 1. */
  isStored: boolean
  remote?: RemoteFile
  addedAt: Date
  /** What it took; there with every end. */
  stats?: UploadStats
}

/** Whether the trip is over, well or not. */
export function isSettled(status: UploadStatus): boolean {
  return status === 'completed' || status === 'failed' || status === 'cancelled'
}

/** Whether the uploader is working on it: not waiting, not paused, not settled. */
export function isActive(status: UploadStatus): boolean {
  return !isSettled(status) && !waitingStatuses.has(status)
}

const waitingStatuses: ReadonlySet<UploadStatus> = new Set(['queued', 'retrying', 'offline', 'paused'])

import type { RemoteFile } from '../model/remote-file.ts'
import type { Checksum, SignedUpload, TransferResponse } from '../model/upload-target.ts'
import type { MultipartState } from './multipart/multipart-state.ts'
import type { BackendSession } from './signing/backend-session.ts'
import { createUploadStats, type UploadStatsRecorder } from './upload-stats.ts'

/** A signed target, and how its attempts have ended. */
export type SignedTarget = {
  signed: SignedUpload
  signedAt: number
  /** The storage has refused it, or its URL has expired. */
  isRejected: boolean
  /** Attempts without a response. */
  failedAttempts: number
  /**
   * Attempts that may have sent bytes and whose outcome is unknown, the running and aborted ones included: each of them may
   * store the file, or a part of it, even after a later attempt.
   */
  unconfirmedAttempts: number
}

/**
 * What an upload has reached. The next run continues from here, with the backend that signed the target, so that no byte
 * is sent twice.
 */
export type Checkpoint =
  | { type: 'none' }
  | { type: 'signed'; session: BackendSession; target: SignedTarget }
  | { type: 'multipart'; session: BackendSession; multipart: MultipartState }
  | { type: 'transferred'; session: BackendSession; signed: SignedUpload; response: TransferResponse }
  | { type: 'confirmed'; session: BackendSession; signed: SignedUpload; file: RemoteFile }

/** The data of an upload that outlives a run. */
export type UploadMemory = {
  checkpoint: Checkpoint
  /** Lower-case hex, by algorithm. */
  digests: Partial<Record<Checksum, string>>
  stats: UploadStatsRecorder
  /** The backend that may have signed a target ahead of the upload's turn. */
  prefetchedBy: BackendSession | undefined
  /** The interrupted upload that this one continues. */
  resumeId: string | undefined
}

/** Nothing has been reached. */
export const startOver: Checkpoint = { type: 'none' }

/** The memories of an uploader's uploads. */
export type UploadMemories = ReturnType<typeof createUploadMemories>

/** Memories by upload, created on demand: ten thousand queued uploads have none. */
export function createUploadMemories() {
  // Cleared entries are set to `undefined`, not deleted: V8 chains the old hash tables of a Map whose entries come and go,
  // and with them all values.
  const memories = new Map<string, UploadMemory | undefined>()
  return {
    getOrCreate(id: string): UploadMemory {
      const memory = memories.get(id) ?? {
        checkpoint: startOver,
        digests: {},
        stats: createUploadStats(),
        prefetchedBy: undefined,
        resumeId: undefined,
      }
      memories.set(id, memory)
      return memory
    },
    get: (id: string): UploadMemory | undefined => memories.get(id),
    /** The upload has completed. */
    clear(id: string) {
      if (memories.has(id)) memories.set(id, undefined)
    },
    delete(id: string) {
      memories.delete(id)
    },
  }
}

import { fileKindOf } from '../../../src/model/file-kind.ts'
import type { FileStatus } from '../../../src/model/file-status.ts'
import type { VideoMetadata } from '../../../src/model/remote-file.ts'
import { readManifest } from '../../../src/server/frames.ts'
import type { Store } from '../../../src/server/s3-store.ts'
import type { FileRecord } from './file-record.ts'

/** Where a file is. */
export type ProcessingState = { status: FileStatus; error?: string; video?: VideoMetadata; updatedAt: string }

/**
 * Where a file is. What is neither remote nor a video is `completed` from the first moment, before its bytes have come:
 * that is what the vendor's documentation says.
 */
export async function processingState(store: Store, record: FileRecord): Promise<ProcessingState> {
  const { updatedAt, error } = record
  if (error !== undefined) return { status: 'failed', error, updatedAt }
  if (record.from === 'remote' && record.size === undefined) return { status: 'pending', updatedAt }
  if (fileKindOf(record.contentType) !== 'video') return { status: 'completed', updatedAt }
  const said = record.size === undefined ? undefined : await readManifest(store, record.key)
  if (said === undefined) return { status: 'pending', updatedAt }
  const { status, error: reason, video } = said.manifest
  const later = said.updatedAt?.toISOString() ?? updatedAt
  return { status, error: reason, video, updatedAt: later > updatedAt ? later : updatedAt }
}

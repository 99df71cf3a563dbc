import type { FileStatus } from '../model/file-status.ts'
import type { VideoMetadata } from '../model/remote-file.ts'
import type { RequestContext } from './request-context.ts'
import { readManifest } from './read-manifest.ts'
import type { StoredFile } from './stored-file.ts'

/** Where a file is: stored is all there is to it, unless a worker of the application processes it. */
export type ProcessingState = { status: FileStatus; error?: string; video?: VideoMetadata; updatedAt?: Date }

/** What has become of a stored file. */
export async function fileState(call: RequestContext, file: StoredFile): Promise<ProcessingState> {
  const { request, settings } = call
  const { updatedAt } = file
  if (!settings.isProcessed?.(file)) return { status: 'completed', updatedAt }
  const said = await readManifest(settings.store, file.id, request.signal)
  if (said === undefined) return { status: 'pending', updatedAt }
  const { status, error, video } = said.manifest
  return { status, error, video, updatedAt: said.updatedAt ?? updatedAt }
}

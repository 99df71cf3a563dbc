import type { UploadError } from '../../errors.ts'
import type { UploadState } from '../../uploader/upload.ts'

/** What an upload waits for, besides a slot and its owner: the time of its next attempt, or the network. */
export type UploadWait =
  { for: 'nothing' } | { for: 'retry'; at: Date; error: UploadError } | { for: 'connection' }

type Waiting = {
  status: string
  retry?: { at: Date; error: UploadError }
  offline?: boolean
}

const nothing: UploadWait = { for: 'nothing' }

/** What an upload in this state waits for. */
export function uploadWait(state: UploadState | undefined): UploadWait {
  if (!state) return nothing
  const { status, retry, offline }: Waiting = state
  if (status === 'queued' && retry) return { for: 'retry', ...retry }
  if (status === 'paused' && offline) return { for: 'connection' }
  return nothing
}

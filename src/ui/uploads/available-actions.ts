import { canTransition } from '../../uploader/state.ts'
import type { Upload } from '../../uploader/upload.ts'

/** Which verbs would do something now: a button for each that would. */
export type UploadActionsAvailable = {
  pause: boolean
  resume: boolean
  cancel: boolean
  retry: boolean
}

/** What can be done with at least one of the uploads. */
export function getAvailableActions(uploads: readonly Upload[]): UploadActionsAvailable {
  // Ten thousand uploads are in ten states at most.
  const statuses = [...new Set(uploads.map(({ state }) => state.status))]
  return {
    pause: statuses.some((status) => canTransition(status, 'paused')),
    resume: statuses.some((status) => status === 'paused' || status === 'offline'),
    cancel: statuses.some((status) => canTransition(status, 'cancelled')),
    retry: statuses.some((status) => status === 'failed' || status === 'cancelled'),
  }
}

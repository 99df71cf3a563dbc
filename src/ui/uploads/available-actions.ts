import { canTransition } from '../../uploader/state.ts'
import type { Upload } from '../../uploader/upload.ts'

/** The actions that have an effect in the current state, for showing their buttons. */
export type UploadActionsAvailable = {
  pause: boolean
  resume: boolean
  cancel: boolean
  retry: boolean
}

/** The actions that apply to at least one of the uploads. */
export function getAvailableActions(uploads: readonly Upload[]): UploadActionsAvailable {
  // Checks each status once, however many uploads have it.
  const statuses = [...new Set(uploads.map(({ state }) => state.status))]
  return {
    pause: statuses.some((status) => canTransition(status, 'paused')),
    resume: statuses.some((status) => status === 'paused' || status === 'offline'),
    cancel: statuses.some((status) => canTransition(status, 'cancelled')),
    retry: statuses.some((status) => status === 'failed' || status === 'cancelled'),
  }
}

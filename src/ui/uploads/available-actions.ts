import { canTransition } from '../../uploader/state.ts'
import type { UploadStatus } from '../../uploader/upload.ts'

/** The actions that have an effect in the current state, for showing their buttons. */
export type UploadActionsAvailable = {
  pause: boolean
  resume: boolean
  cancel: boolean
  retry: boolean
}

/** The actions that apply to at least one upload with one of these statuses. */
export function getAvailableActions(statuses: readonly UploadStatus[]): UploadActionsAvailable {
  return {
    pause: statuses.some((status) => canTransition(status, 'paused')),
    resume: statuses.some((status) => status === 'paused' || status === 'offline'),
    cancel: statuses.some((status) => canTransition(status, 'cancelled')),
    retry: statuses.some((status) => status === 'failed' || status === 'cancelled'),
  }
}

import { mayBecome } from '../upload/transition.ts'
import type { Upload } from '../upload/upload.ts'

/** Which verbs would do something now: a button for each that would. */
export type UploadAbilities = {
  pause: boolean
  resume: boolean
  cancel: boolean
  retry: boolean
}

/** What can be done with at least one of the uploads. */
export function abilitiesOf(uploads: readonly Upload[]): UploadAbilities {
  const can = { pause: false, resume: false, cancel: false, retry: false }
  for (const { state } of uploads) {
    const { status } = state
    can.pause ||= mayBecome(status, 'paused')
    can.resume ||= status === 'paused'
    can.cancel ||= mayBecome(status, 'cancelled')
    can.retry ||= status === 'failed' || status === 'cancelled'
  }
  return can
}

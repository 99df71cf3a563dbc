'use client'

import { useSyncExternalStore } from 'react'
import type { Announcement } from '../../ui/a11y/announcer.ts'
import type { UploadFormat } from '../../ui/i18n/format.ts'
import type { UploadMessages } from '../../ui/i18n/messages.ts'
import { useUploadContext } from '../context.ts'

const silence: Announcement = { say: 'nothing' }

/**
 * What a screen reader hears of the uploads, in the provider's words: batched and in steps, at most every three
 * seconds, `''` while there is nothing to say. The provider has it read out already, whatever the list looks like:
 * this is for showing the same elsewhere, and for a second live region only inside a modal `<dialog>`: while one is open,
 * browsers keep silent about all around it.
 */
export function useUploadAnnouncer(): string {
  const { announcer, messages, format } = useUploadContext()
  const announcement = useSyncExternalStore(announcer.subscribe, announcer.get, () => silence)
  return formatAnnouncement(announcement, messages, format)
}

function formatAnnouncement(
  announcement: Announcement,
  messages: UploadMessages,
  format: UploadFormat,
): string {
  switch (announcement.say) {
    case 'nothing':
      return ''
    case 'started':
      return messages.announcer.started(announcement.count)
    case 'progress': {
      const { fraction, counts } = announcement.totals
      return messages.announcer.progress({ percent: format.percent(fraction), counts })
    }
    case 'paused':
      return messages.announcer.paused
    case 'processing':
      return messages.uploads.status.processing
    case 'ended':
      return messages.uploads.summary(announcement.totals.counts)
    default:
      return announcement satisfies never
  }
}

'use client'

import { useSyncExternalStore } from 'react'
import type { Announcement } from '../../ui/a11y/announcer.ts'
import type { UploadFormat } from '../../ui/i18n/format.ts'
import { announcerMessages } from '../../ui/i18n/message-groups.ts'
import type { AnnouncerMessages } from '../../ui/i18n/messages.ts'
import { useUploadContext } from '../context.ts'
import { useFormat } from '../i18n/use-format.ts'
import { useMessages } from '../i18n/use-messages.ts'

const silence: Announcement = { say: 'nothing' }

/**
 * What a screen reader hears of the uploads, in the provider's words: batched and in steps, at most every three
 * seconds, `''` while there is nothing to say. The provider has it read out already, whatever the list looks like:
 * this is for showing the same elsewhere, and for a second live region only inside a modal `<dialog>`: while one is open,
 * browsers keep silent about all around it.
 */
export function useUploadAnnouncer(): string {
  const { announcer: store } = useUploadContext()
  const { announcer } = useMessages(announcerMessages)
  const format = useFormat()
  const announcement = useSyncExternalStore(store.subscribe, store.get, () => silence)
  return formatAnnouncement(announcement, announcer, format)
}

function formatAnnouncement(
  announcement: Announcement,
  messages: AnnouncerMessages,
  format: UploadFormat,
): string {
  switch (announcement.say) {
    case 'nothing':
      return ''
    case 'started':
      return messages.started(announcement.count)
    case 'progress': {
      const { fraction, counts } = announcement.totals
      return messages.progress({ percent: format.percent(fraction), counts })
    }
    case 'paused':
      return messages.paused
    case 'processing':
      return messages.processing
    case 'ended':
      return messages.summary(announcement.totals.counts)
    default:
      return announcement satisfies never
  }
}

'use client'

import { useSyncExternalStore } from 'react'
import { getAnnouncer, nothingToAnnounce, type Announcement } from '../../ui/a11y/announcer.ts'
import type { UploadFormat } from '../../ui/i18n/format.ts'
import { announcerMessages } from '../../ui/i18n/message-groups.ts'
import type { AnnouncerMessages } from '../../ui/i18n/messages.ts'
import { useUploadContext } from '../context.ts'
import { useFormat } from '../i18n/use-format.ts'
import { useMessages } from '../i18n/use-messages.ts'
import { useAnnouncements } from './use-announcements.ts'

/**
 * What screen readers announce about all uploads, at most every three seconds; `''` while there is nothing to announce.
 * The provider has a live region already: use this to show the same text elsewhere, or in a second live region inside a
 * modal `<dialog>`, since browsers make everything outside an open one inert.
 */
export function useUploadAnnouncer(): string {
  const { uploader } = useUploadContext()
  const { announcer: messages } = useMessages(announcerMessages)
  const format = useFormat()
  useAnnouncements()
  const { subscribe, get } = getAnnouncer(uploader)
  const announcement = useSyncExternalStore(subscribe, get, () => nothingToAnnounce)
  return formatAnnouncement(announcement, messages, format)
}

function formatAnnouncement(
  announcement: Announcement,
  messages: AnnouncerMessages,
  format: UploadFormat,
): string {
  switch (announcement.type) {
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
    case 'settled':
      return messages.summary(announcement.totals.counts)
    default:
      return announcement satisfies never
  }
}

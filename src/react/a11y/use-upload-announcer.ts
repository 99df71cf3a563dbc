'use client'

import { useCallback, useSyncExternalStore } from 'react'
import { createChunk } from '../../ui/chunk.ts'
import { useUploadContext } from '../context.ts'
import { useChunk } from '../use-chunk.ts'
import { useAnnouncements } from './use-announcements.ts'

const announcements = /* @__PURE__ */ createChunk(() => import('../../ui/a11y/announcer.ts'))

/**
 * What screen readers announce about all uploads, at most every three seconds; `''` while there is nothing to announce.
 * The provider has a live region already: use this to show the same text elsewhere, or in a second live region inside a
 * modal `<dialog>`, since browsers make everything outside an open one inert.
 */
export function useUploadAnnouncer(): string {
  const { uploader, messages, locale } = useUploadContext()
  const chunk = useChunk(announcements)
  useAnnouncements()
  const subscribe = useCallback(
    (listener: () => void) => chunk?.getAnnouncer(uploader).subscribe(listener) ?? (() => undefined),
    [chunk, uploader],
  )
  const read = () => chunk?.getAnnouncer(uploader).get()
  const announcement = useSyncExternalStore(subscribe, read, () => undefined)
  return chunk && announcement ? chunk.formatAnnouncement(announcement, messages?.announcer, locale) : ''
}

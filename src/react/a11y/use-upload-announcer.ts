'use client'

import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { createChunk } from '../../ui/chunk.ts'
import { createPercentFormat } from '../../ui/i18n/percent.ts'
import type { Uploader } from '../../uploader/uploader.ts'
import { useUploadContext } from '../context.ts'
import { useChunk } from '../use-chunk.ts'

/** Has the provider announce uploads to screen readers, for a component or hook that shows them. */
export function useAnnouncements(): void {
  const { announce } = useUploadContext()
  useEffect(announce, [announce])
}

const announcements = /* @__PURE__ */ createChunk(() => import('../../ui/a11y/announcer.ts'))

/**
 * What screen readers announce about all uploads, at most every three seconds; `''` while there is nothing to announce.
 * The provider has a live region already: use this to show the same text elsewhere, or in a second live region inside a
 * modal `<dialog>`, since browsers make everything outside an open one inert.
 */
export function useUploadAnnouncer(): string {
  const { uploader, messages, locale } = useUploadContext()
  useAnnouncements()
  // Changes are announced from now on, also those before the code is loaded.
  const initial = useMemo(() => uploader.totals(), [uploader])
  const chunk = useChunk(announcements, useAnnouncementDue(uploader))
  const announcer = chunk?.getAnnouncer(uploader, initial)
  const subscribe = useCallback(
    (listener: () => void) => announcer?.subscribe(listener) ?? (() => undefined),
    [announcer],
  )
  const announcement = useSyncExternalStore(
    subscribe,
    () => announcer?.get(),
    () => undefined,
  )
  if (!chunk || !announcement) return ''
  return chunk.formatAnnouncement(announcement, messages?.announcer, createPercentFormat(locale))
}

// Several files that are added one by one become one announcement.
const batchMs = 700

/** Whether there is something to announce. The code for it does not compete with that of the upload. */
function useAnnouncementDue(uploader: Uploader): boolean {
  const hasUploads = useSyncExternalStore(
    uploader.subscribeIds,
    () => uploader.ids().length > 0,
    () => false,
  )
  const [isDue, setDue] = useState(false)
  useEffect(() => {
    if (!hasUploads) return undefined
    const timer = setTimeout(() => setDue(true), batchMs)
    return () => clearTimeout(timer)
  }, [hasUploads])
  return isDue
}

'use client'

import { useMemo } from 'react'
import type { UploadFormat } from '../../ui/i18n/format.ts'
import {
  announcerMessages,
  dropzoneMessages,
  galleryMessages,
  selectionMessages,
  uploadsMessages,
} from '../../ui/i18n/message-groups.ts'
import type { UploadMessages } from '../../ui/i18n/messages.ts'
import { useUploadContext } from '../context.ts'
import { useFormat } from './use-format.ts'
import { useMessages, useTexts } from './use-messages.ts'

/**
 * All texts and number formats of the provider, for your own markup. English texts are loaded when they are needed:
 * until then they are empty.
 */
export function useUploadText(): { messages: UploadMessages; format: UploadFormat } {
  const { messages: overrides } = useUploadContext()
  const locale = overrides?.locale ?? 'en'
  const idle = useTexts(dropzoneMessages)
  const selection = useTexts(selectionMessages)
  const uploads = useMessages(uploadsMessages)
  const announcer = useMessages(announcerMessages)
  const gallery = useMessages(galleryMessages)
  const format = useFormat()
  return useMemo(() => {
    const dropzone = { ...idle, ...selection }
    return { messages: { locale, dropzone, ...uploads, ...announcer, ...gallery }, format }
  }, [locale, idle, selection, uploads, announcer, gallery, format])
}

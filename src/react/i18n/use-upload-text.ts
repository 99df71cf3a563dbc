'use client'

import { useMemo } from 'react'
import type { UploadFormat } from '../../ui/i18n/format.ts'
import type { UploadMessages } from '../../ui/i18n/messages.ts'
import { useUploadContext } from '../context.ts'

/** The provider's words and number formats, for markup of your own. */
export function useUploadText(): { messages: UploadMessages; format: UploadFormat } {
  const { messages, format } = useUploadContext()
  return useMemo(() => ({ messages, format }), [messages, format])
}

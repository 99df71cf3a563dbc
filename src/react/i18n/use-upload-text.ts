'use client'

import { useMemo } from 'react'
import type { UploadFormat } from './format.ts'
import type { UploadMessages } from './messages.ts'
import { useUploadContext } from '../context.ts'

/** The provider's words and number formats, for markup of your own. */
export function useUploadText(): { messages: UploadMessages; format: UploadFormat } {
  const { messages, format } = useUploadContext()
  return useMemo(() => ({ messages, format }), [messages, format])
}

'use client'

import { createContext, useContext } from 'react'
import type { Backend } from '../backends/backend.ts'
import type { Uploader } from '../uploader/uploader.ts'
import type { createAnnouncer } from '../ui/a11y/announcer.ts'
import type { UploadMessagesOverride } from '../ui/i18n/messages.ts'

/** What the provider hands down. Progress does not pass through it, so it rarely changes. */
export type UploadContextValue = {
  uploader: Uploader
  announcer: ReturnType<typeof createAnnouncer>
  backend: Backend
  messages: UploadMessagesOverride | undefined
  /** BCP 47 tag, for numbers and units. */
  locale: string
}

export const UploadContext = createContext<UploadContextValue | undefined>(undefined)

/** The provider above. Throws where there is none. */
export function useUploadContext(): UploadContextValue {
  const value = useContext(UploadContext)
  if (!value) throw new Error('There is no <UploadProvider> above this component. Wrap the page in one.')
  return value
}

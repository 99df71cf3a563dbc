'use client'

import { createContext, useContext } from 'react'
import type { Backend } from '../backends/backend.ts'
import type { UploadMessagesOverride } from '../ui/i18n/messages.ts'
import type { Uploader } from '../uploader/uploader.ts'

/** What the provider hands down. Progress does not pass through it, so it rarely changes. */
export type UploadContextValue = {
  uploader: Uploader
  backend: Backend
  messages: UploadMessagesOverride | undefined
  /** BCP 47 tag, for numbers and units. */
  locale: string
  /** Has the provider render its live region. */
  announce(): void
}

export const UploadContext = createContext<UploadContextValue | undefined>(undefined)

/** The value of the nearest provider. */
export function useUploadContext(): UploadContextValue {
  const value = useContext(UploadContext)
  if (!value)
    throw new Error('Hooks and components of react-presigned must be used within an <UploadProvider>.')
  return value
}

/** The uploader of the nearest `<UploadProvider>`. */
export function useUploader(): Uploader {
  return useUploadContext().uploader
}

'use client'

import { QueryClient, QueryClientContext, QueryClientProvider } from '@tanstack/react-query'
import { useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import type { Backend } from '../backends/backend.ts'
import { createUploader } from '../uploader/uploader.ts'
import type { UploadListener } from '../uploader/events.ts'
import type { UploadStorage } from '../uploader/resume/record.ts'
import type { RetryOptions } from '../uploader/retry-policy.ts'
import type { Transfer } from '../uploader/transfer/transfer.ts'
import { createAnnouncer } from '../ui/a11y/announcer.ts'
import type { UploadMessagesOverride } from '../ui/i18n/messages.ts'
import { UploadContext } from './context.ts'
import { UploadLiveRegion } from './a11y/live-region.tsx'
import { useLatest } from './use-latest.ts'
import { useRefetchAfterUploads } from './files/use-refetch-after-uploads.ts'

/** Options of `UploadProvider`. */
export type UploadProviderProps = {
  children?: ReactNode
  /** Where files go. Make it outside the component: a new one serves the uploads that start after it. */
  backend: Backend
  /**
   * Transfers at once; `'auto'` starts at 5 and finds how many carry the most, which is more over HTTP/2.
   * @default 5, since browsers open six connections to a host over HTTP/1.1
   */
  concurrency?: number | 'auto'
  /** How failures that may pass are dealt with. @default again for five minutes */
  retry?: RetryOptions
  /** How bytes leave. @default by `XMLHttpRequest` */
  transfer?: Transfer
  /** Where uploads in parts are remembered across reloads; `null` for nowhere. Read once. @default IndexedDB */
  storage?: UploadStorage | null
  /** Words in place of the English ones. */
  messages?: UploadMessagesOverride
  /** BCP 47, for numbers and units. @default that of the words */
  locale?: string
  /** Hears everything that the uploader does. */
  onEvent?: UploadListener
}

/**
 * The home of the uploads below it: they live here and not in the components that show them, so that a list
 * may come and go. Brings its own `QueryClient` where none is above. Nested providers are independent.
 */
export function UploadProvider(props: UploadProviderProps) {
  const above = useContext(QueryClientContext)
  const [own] = useState(() => above ?? new QueryClient())
  return (
    <QueryClientProvider client={above ?? own}>
      <UploadEngineProvider {...props} />
    </QueryClientProvider>
  )
}

function UploadEngineProvider(props: UploadProviderProps) {
  const { children, backend, concurrency, retry, transfer, storage, messages, locale, onEvent } = props
  // Never torn down by an effect: StrictMode and hot reload would end uploads that are on their way.
  const [uploader] = useState(() => createUploader({ backend, concurrency, retry, transfer, storage }))
  useEffect(() => {
    uploader.configure({ backend, concurrency, retry, transfer, storage })
  }, [uploader, backend, concurrency, retry, transfer, storage])

  const listener = useLatest(onEvent)
  useEffect(() => uploader.on((event) => listener.current?.(event)), [uploader, listener])
  useRefetchAfterUploads(uploader, backend)

  const [announcer] = useState(() => createAnnouncer(uploader))
  const value = useMemo(
    () => ({ uploader, backend, announcer, messages, locale: locale ?? messages?.locale ?? 'en' }),
    [uploader, backend, announcer, messages, locale],
  )
  return (
    <UploadContext.Provider value={value}>
      {children}
      <UploadLiveRegion />
    </UploadContext.Provider>
  )
}

'use client'

import { QueryClient, QueryClientContext, QueryClientProvider } from '@tanstack/react-query'
import { useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import type { Backend } from '../backends/backend.ts'
import type { UploadMessagesOverride } from '../ui/i18n/messages.ts'
import type { UploadListener } from '../uploader/events.ts'
import type { UploadStorage } from '../uploader/resume/record.ts'
import type { RetryOptions } from '../uploader/retry-policy.ts'
import type { Transfer } from '../uploader/transfer/transfer.ts'
import { createUploader, type Uploader } from '../uploader/uploader.ts'
import { UploadLiveRegion } from './a11y/live-region.tsx'
import { UploadContext } from './context.ts'
import { useRefetchAfterUploads } from './files/use-refetch-after-uploads.ts'
import { useLatest } from './use-latest.ts'

type CommonProps = {
  children?: ReactNode
  /** A language of `react-presigned/messages/…`, or replacements for some of the English texts. */
  messages?: UploadMessagesOverride | undefined
  /** BCP 47 tag, for numbers and units. @default the locale of `messages`, or `en` */
  locale?: string | undefined
  /** Called with every event of the uploader. */
  onEvent?: UploadListener | undefined
}

type OwnUploaderProps = {
  /** Where files go. Create it outside the component: a new one serves the uploads that start after it. */
  backend: Backend
  uploader?: undefined
  /**
   * Concurrent transfers; `'auto'` starts at 5 and adapts to the throughput, which allows more over HTTP/2.
   * @default 5, since browsers open six connections per host over HTTP/1.1
   */
  concurrency?: number | 'auto' | undefined
  /** How transient errors are retried. @default with backoff for five minutes */
  retry?: RetryOptions | undefined
  /** How bytes are sent. @default `XMLHttpRequest`, which reports progress */
  transfer?: Transfer | undefined
  /** Where multipart uploads are remembered across reloads; `null` for nowhere. Read once. @default IndexedDB */
  storage?: UploadStorage | null | undefined
}

type GivenUploaderProps = {
  /** An uploader that was created outside, with options of its own. */
  uploader: Uploader
} & { [Option in keyof Omit<OwnUploaderProps, 'uploader'>]?: undefined }

/** Props of `UploadProvider`: a `backend` with options, or an `uploader`. */
export type UploadProviderProps = CommonProps & (OwnUploaderProps | GivenUploaderProps)

/**
 * Holds the uploads of the components inside: lists may mount and unmount without ending them. Creates a `QueryClient`
 * if there is none above. Nested providers are independent.
 *
 * @example
 * <UploadProvider backend={s3Backend(createS3Client({ baseUrl: '/api/files' }))}>
 */
export function UploadProvider(props: UploadProviderProps) {
  const existing = useContext(QueryClientContext)
  const [client] = useState(() => existing ?? new QueryClient())
  return (
    <QueryClientProvider client={existing ?? client}>
      {props.uploader ? (
        <UploaderContextProvider {...props} backend={props.uploader.backend()} />
      ) : (
        <OwnUploaderProvider {...props} />
      )}
    </QueryClientProvider>
  )
}

function OwnUploaderProvider(props: CommonProps & OwnUploaderProps) {
  const { backend, concurrency, retry, transfer, storage } = props
  // Never disposed by an effect: StrictMode and hot reload run effects twice, which would end uploads in progress.
  const [uploader] = useState(() => createUploader({ backend, concurrency, retry, transfer, storage }))
  useEffect(() => {
    uploader.configure({ backend, concurrency, retry, transfer, storage })
  }, [uploader, backend, concurrency, retry, transfer, storage])
  return <UploaderContextProvider {...props} uploader={uploader} backend={backend} />
}

function UploaderContextProvider(props: CommonProps & { uploader: Uploader; backend: Backend }) {
  const { children, uploader, backend, messages, locale, onEvent } = props
  const listener = useLatest(onEvent)
  useEffect(() => uploader.on((event) => listener.current?.(event)), [uploader, listener])
  useRefetchAfterUploads(uploader, backend)

  // Not on a server: effects ask for it.
  const [isAnnounced, setAnnounced] = useState(false)
  const announce = useCallback(() => setAnnounced(true), [])
  const value = useMemo(
    () => ({ uploader, backend, messages, locale: locale ?? messages?.locale ?? 'en', announce }),
    [uploader, backend, messages, locale, announce],
  )
  return (
    <UploadContext.Provider value={value}>
      {children}
      {isAnnounced && <UploadLiveRegion />}
    </UploadContext.Provider>
  )
}

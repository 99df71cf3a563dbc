'use client'

import { useCallback, useSyncExternalStore } from 'react'
import {
  createPreviewStore,
  loadingPreview,
  noPreview,
  type FilePreview,
} from '../../ui/preview/preview-store.ts'

/** Options of `useFilePreview`. */
export type UseFilePreviewOptions = {
  /** Pixels of the preview's shorter side. @default 96, for 48 CSS pixels on a high-density screen */
  size?: number | undefined
}

// Shared by all components of the page, one for each size.
const stores = new Map<number, ReturnType<typeof createPreviewStore>>()

function storeFor(size: number) {
  const existing = stores.get(size)
  if (existing) return existing
  // Decoding, drawing and the MIME table are loaded with the first preview.
  const store = createPreviewStore(async (file, signal) => {
    const { makePreview } = await import('../../ui/preview/make-preview.ts')
    return makePreview(file, size, signal)
  })
  stores.set(size, store)
  return store
}

/**
 * A thumbnail of a local image, or a frame of a local video. It is created once for all components that show the file;
 * its URL is revoked a second after the last of them unmounts. The status is `none` for other types, and for what the
 * browser cannot decode (HEIC in most).
 *
 * @example
 * const { url } = useFilePreview(upload?.source)
 * return url ? <img src={url} alt="" /> : <FileIcon />
 */
export function useFilePreview(
  file: File | Blob | undefined,
  { size = 96 }: UseFilePreviewOptions = {},
): FilePreview {
  const source = file && mayHavePreview(file) ? file : undefined
  const subscribe = useCallback(
    (listener: () => void) => (source ? storeFor(size).subscribe(source, listener) : () => undefined),
    [source, size],
  )
  return useSyncExternalStore(
    subscribe,
    () => (source ? storeFor(size).get(source) : noPreview),
    () => (source ? loadingPreview : noPreview),
  )
}

/** Whether a file is an image or a video, or has only an extension, which is looked up when the preview is created. */
function mayHavePreview(file: Blob): boolean {
  const isUntypedFile = file.type === '' && 'name' in file
  return file.size > 0 && (isUntypedFile || /^(image|video)\//.test(file.type))
}
